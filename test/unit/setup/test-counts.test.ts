import { describe, expect, test } from 'vitest';
import { countTests, verdict } from '../../../build/tasks/test-counts.mjs';

const report = (over: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...over,
});
const quiet = { code: 0, failedChecks: [], inCi: false };

describe('the last line of npm test', () => {
  test('counts what passed and failed', () => {
    const counts = countTests(report({ numFailedTests: 2 }));
    expect(verdict(counts, { ...quiet, code: 1 })).toMatchObject({
      line: '3 passed, 2 failed',
      passed: false,
    });
  });

  test('names skipped tests only when there are some', () => {
    expect(verdict(countTests(report({})), quiet).line).toBe('3 passed, 0 failed');
    expect(verdict(countTests(report({ numPendingTests: 4 })), quiet)).toEqual({
      sentences: [],
      line: '3 passed, 0 failed, 4 skipped',
      passed: true,
    });
  });

  test('counts a file that fails before its first test as one failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const counts = countTests(report({ testResults: [broken, { status: 'passed', assertionResults: [] }] }));
    expect(counts).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test('counts a failed file whose failing test is counted already once', () => {
    const file = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] };
    expect(countTests(report({ numFailedTests: 1, testResults: [file] })).failed).toBe(1);
  });

  test('is a failure when there is no report at all', () => {
    expect(verdict(countTests(undefined), { ...quiet, code: 1 })).toMatchObject({
      line: '0 passed, 1 failed',
      passed: false,
    });
  });

  test('is a failure when the run ends badly although no test failed', () => {
    const { line, passed, sentences } = verdict(countTests(report({})), { ...quiet, code: 1 });
    expect({ line, passed }).toEqual({ line: '3 passed, 1 failed', passed: false });
    expect(sentences).toEqual([expect.stringContaining('ended with code 1')]);
  });

  test('counts failed type checks', () => {
    const outcome = verdict(countTests(report({})), { ...quiet, failedChecks: ['types (tsconfig.json)'] });
    expect(outcome).toMatchObject({ line: '3 passed, 1 failed', passed: false });
  });

  test('in CI a skipped test is a failure with its sentence', () => {
    const outcome = verdict(countTests(report({ numPendingTests: 2 })), { ...quiet, inCi: true });
    expect(outcome).toEqual({
      sentences: ['2 tests were skipped; in CI every test must run.'],
      line: '3 passed, 0 failed, 2 skipped',
      passed: false,
    });
  });
});
