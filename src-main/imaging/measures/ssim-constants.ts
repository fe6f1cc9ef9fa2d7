/** Numbers of the structural similarity index, as measured and as trained on (Wang 2004 and, for several scales, 2003). */

/** They keep the index steady where an image is dark (K1) or flat (K2): C = (K range)^2. */
export const SSIM_K1 = 0.01;
export const SSIM_K2 = 0.03;

/** The Gaussian window of Wang 2004: 11 x 11, SD 1.5 pixels. */
export const GAUSSIAN_WINDOW = { taps: 11, sigma: 1.5 };

/** Weights of the five scales of MS-SSIM, the finest first (Wang 2003). */
export const SCALE_WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
