// Licence texts that packages name but do not carry.

/** What stands before the notices of npm packages. */
export const PREFACE = `THIRD-PARTY NOTICES

Finescope is licensed under the Apache License, Version 2.0 (see LICENSE). It contains the npm packages listed below,
and compiles a bridge to TensorFlow out of two of them (@tensorflow/tfjs-node-gpu, node-api-headers).

Not part of Finescope, but fetched by its set-up into the user's cache, where their licences are kept beside them:
- TensorFlow (Apache License, Version 2.0) and what it contains (THIRD_PARTY_NOTICES of its package).
- On machines with an NVIDIA GPU, the CUDA libraries under NVIDIA's own licence agreements.

This file is made by build/notices.mjs.
`;

/** The MIT licence in the name of its holder. */
export const MIT = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** By package: texts its files lack. */
export const NOT_IN_THE_PACKAGE = {
  'canvaskit-wasm': `CanvasKit is Skia, compiled to WebAssembly. It contains, each under its own permissive licence:

- FreeType, under the FreeType License. Portions of this software are copyright (c) The FreeType Project
  (https://freetype.org). All rights reserved.
- HarfBuzz, under the "Old MIT" licence. Copyright (c) 2010-2024 Google, Inc.; Red Hat, Inc.; Behdad Esfahbod and others.
- ICU, under the Unicode License V3. Copyright (c) 2016-2025 Unicode, Inc.
- libpng, under the PNG Reference Library License version 2. Copyright (c) 1995-2025 The PNG Reference Library Authors.
- zlib, under the zlib License. Copyright (c) 1995-2024 Jean-loup Gailly and Mark Adler, and The Chromium Authors.
- libjpeg-turbo, under the IJG License and the Modified BSD License. This software is based in part on the work of the
  Independent JPEG Group.
- libwebp, under the Modified BSD License. Copyright (c) 2010 Google Inc.
- Brotli, under the MIT License. Copyright (c) 2009, 2010, 2013-2016 by the Brotli Authors.
- Wuffs, under the Apache License, Version 2.0. Copyright 2017 The Wuffs Authors.`,
  '@cornerstonejs/codec-libjpeg-turbo-8bit': `The package is the work of the Cornerstone.js contributors:

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.

It contains libjpeg-turbo, under the IJG License and the Modified BSD License. This software is based in part on the
work of the Independent JPEG Group.

Copyright (C) 2009-2026 D. R. Commander. All Rights Reserved.
Copyright (C) 2015 Viktor Szathmáry. All Rights Reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

- Redistributions of source code must retain the above copyright notice, this list of conditions and the following
  disclaimer.
- Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
  disclaimer in the documentation and/or other materials provided with the distribution.
- Neither the name of the libjpeg-turbo Project nor the names of its contributors may be used to endorse or promote
  products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS", AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
};
