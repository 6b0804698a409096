// The only importer of testcontainers: database servers in containers. It is loaded late, because a machine that has
// its servers at hand should not pay for it.

/** A container that runs. `url` is that of its administrator `root`, who has no password, and names no database. */
export interface RunningContainer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Why no container can run on this machine; undefined if one can. Takes about a second. */
export async function missingRuntime(): Promise<string | undefined> {
  const { getContainerRuntimeClient } = await import('testcontainers')
  try {
    await getContainerRuntimeClient()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown'
  }
}

/**
 * Starts a container and waits until it listens.
 *
 * @param port where the server listens in the container
 * @throws an Error if no runtime answers, the image cannot be had or the container does not start
 */
export async function startContainer(
  image: string,
  environment: Readonly<Record<string, string>>,
  port: number,
): Promise<RunningContainer> {
  const { GenericContainer } = await import('testcontainers')
  const container = await new GenericContainer(image)
    .withEnvironment(environment)
    .withExposedPorts(port)
    .withStartupTimeout(180_000)
    .start()
  const stop = async (): Promise<void> => {
    await container.stop()
  }
  return { url: `mysql://root@${container.getHost()}:${container.getMappedPort(port)}`, stop }
}
