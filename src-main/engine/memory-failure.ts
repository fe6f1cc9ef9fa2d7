/** What TensorFlow, its GPU allocator, the C++ library and WebAssembly say when memory runs out. */
const MEMORY_FAILURE =
  /resource.?exhausted|out of memory|\boom\b|bad_alloc|TF_Status: 8\b|allocation failed|memory access out of bounds|enlarge memory/i;

/** Whether a runtime's message says that memory ran out. */
export function isMemoryFailure(message: string): boolean {
  return MEMORY_FAILURE.test(message);
}
