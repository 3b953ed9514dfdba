/** Vitest reporter that counts cases and keeps why the skipped ones were skipped, for `scripts/test.js`. */
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: 0, skipped: [] };
    for (const module of modules) {
      // A file or a suite that breaks outside its cases has nothing to show but its errors.
      const broken = (node) => node.errors().length > 0;
      if (broken(module)) counts.failed++;
      for (const suite of module.children.allSuites()) if (broken(suite)) counts.failed++;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed++;
        else if (result.state === 'failed') counts.failed++;
        else
          counts.skipped.push({
            name: `${module.relativeModuleId}: ${test.fullName}`,
            why: result.note || whyOf(test),
          });
      }
    }
    counts.failed += errors.length;
    writeFileSync(process.env.PEERLESS_COUNT_FILE, JSON.stringify(counts));
  }
}

/** By custom a test that cannot run everywhere says so in its title, or its suite's: `… (needs X)`, `… (skipped: X)`. */
const whyOf = (test) =>
  /\((?:skipped: )?([^()]*(?:\([^()]*\)[^()]*)*)\)(?= > |$)/.exec(
    /\((?:needs|skipped:) .*$/.exec(test.fullName)?.[0] ?? '',
  )?.[1];
