import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/bench/*.{bench,speed,picture}.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
    reporters: ['dot'],
  },
})
