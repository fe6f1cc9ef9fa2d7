/**
 * Counts tests in vitest's JSON report. A file that fails before its first test counts as one failure, a report that
 * is not there as well.
 */
export function countTests(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((it) => it.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The outcome of a run: the sentences to say, the very last line, and whether all is well.
 * @param {{ passed: number, failed: number, skipped: number }} counts
 * @param {{ code: number, failedChecks: string[], inCi: boolean }} run vitest's exit code, failed checks beside the
 *   tests, and whether this is CI, where everything must run
 */
export function verdict({ passed, failed, skipped }, { code, failedChecks, inCi }) {
  const sentences = failedChecks.map((check) => `Failed beside the tests: ${check}.`);
  let failures = failed + failedChecks.length;
  if (failures === 0 && code !== 0) {
    sentences.push(
      `The test run ended with code ${code} although no test failed; its output above says why.`,
    );
    failures = 1;
  }
  const skippedInCi = inCi && skipped > 0;
  if (skippedInCi) sentences.push(`${skipped} tests were skipped; in CI every test must run.`);
  return {
    sentences,
    line: `${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    passed: failures === 0 && !skippedInCi,
  };
}
