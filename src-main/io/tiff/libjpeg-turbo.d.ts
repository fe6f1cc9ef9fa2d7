/** libjpeg-turbo as WebAssembly; the package brings no types. {@link import('./jpeg')} casts to what it uses. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const createModule: (options?: object) => Promise<unknown>;
  export default createModule;
}
