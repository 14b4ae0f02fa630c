import { defineConfig } from 'vitest/config'

// One fixed world for every test: time zone and locale are pinned here, seeds in the tests themselves.
process.env.TZ = 'UTC'

export default defineConfig({
  test: {
    pool: 'forks',
    // A file of expected output that is missing fails; only `npm run accept` writes one.
    update: 'none',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: [
            'src/**/*.test.ts',
            'tests/*.test.ts',
            'tests/{scenarios,published,errors,examples,engine}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['tests/{fuzz,crash,proof,seeds,real-data,scale,serving,simulation,browser}/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
