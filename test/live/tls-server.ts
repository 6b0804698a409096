// Just enough of a MySQL server to be asked for TLS: it greets, encrypts, and remembers whether anybody logged in.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export interface TlsServer {
  readonly port: number
  /** Whether a user name and a password came through the encrypted connection. */
  readonly hasLogin: () => boolean
  readonly stop: () => void
}

// https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html: the protocol since 4.1
// with a database, TLS, and a named method to log in.
const CAPABILITIES = 0x200 | 0x8 | 0x800 | 0x8000 | 0x80000

function packet(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUIntLE(payload.length, 0, 3)
  header.writeUInt8(sequence, 3)
  return Buffer.concat([header, payload])
}

function greeting(): Buffer {
  const [low, high] = [Buffer.alloc(2), Buffer.alloc(2)]
  low.writeUInt16LE(CAPABILITIES & 0xffff)
  high.writeUInt16LE(CAPABILITIES >>> 16)
  return Buffer.concat([
    Buffer.from('\x0a8.4.0\0\x01\0\0\0'),
    Buffer.from('saltsalt\0'),
    low,
    Buffer.from([45, 2, 0]),
    high,
    Buffer.from([21, ...new Array<number>(10).fill(0)]),
    Buffer.from('saltsaltsalt\0mysql_native_password\0'),
  ])
}

/** Listens on `localhost` with this certificate until it is stopped. */
export async function startTlsServer(key: string, cert: string): Promise<TlsServer> {
  let login = false
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.write(packet(0, greeting()))
    socket.once('data', (data: Buffer) => {
      // The client asks for TLS in a packet of 36 bytes; what follows is TLS already, and may have come with it.
      socket.pause()
      if (data.length > 36) socket.unshift(data.subarray(36))
      const encrypted = new TLSSocket(socket, { isServer: true, key, cert })
      encrypted.on('error', () => {})
      encrypted.once('data', () => {
        login = true
        encrypted.destroy()
      })
    })
  }).listen(0, 'localhost')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    hasLogin: () => login,
    stop: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
