/** What is asked of the process that computes, before it starts. */
export interface ComputeOptions {
  /** Threads for one operation and for operations side by side. @default all the processor has */
  threads?: number | undefined;
}

/**
 * Environment variables that the compute process must be started with: TensorFlow and the C library read them once,
 * before the addon is loaded, and setting them later (or in a worker thread) has no effect.
 *
 * - oneDNN kernels, which TensorFlow leaves off on some processors: 1.5 to 1.8 times faster;
 * - no log lines below errors on standard error;
 * - GPU memory taken as it is needed, so that two processes can share one GPU.
 */
export function computeEnvironment({ threads }: ComputeOptions = {}): Record<string, string> {
  const environment: Record<string, string> = {
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  };
  if (threads !== undefined) environment['TF_NUM_INTRAOP_THREADS'] = String(threads);
  return environment;
}

/**
 * The same for a training process. A run that is resumed has to end with the bits of one that was not interrupted: on a
 * GPU some operations add in whichever order their threads come unless they are told not to.
 */
export function trainingEnvironment(options: ComputeOptions = {}): Record<string, string> {
  return { ...computeEnvironment(options), TF_DETERMINISTIC_OPS: '1' };
}
