import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/mutation/score.ts'],
    // A sample takes up to an hour on two cores.
    testTimeout: 7_200_000,
    disableConsoleIntercept: true,
    reporters: ['dot'],
  },
})
