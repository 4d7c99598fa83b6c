// Prints "N passed, N failed" from Vitest's JSON report: node scripts/ci-summary.mjs REPORT EXIT_CODE
import { readFileSync } from 'node:fs';

const [report, exitCode] = process.argv.slice(2);

function count() {
  const text = readFileSync(report, 'utf8');
  if (!text) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(text);
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((each) => each.status !== 'failed'));
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length };
}

const { passed, failed } = count();
console.log(`${passed} passed, ${exitCode === '0' ? failed : Math.max(1, failed)} failed`);
