import { version } from '../package.json';
import { filesApi } from './contract/files-api';
import { serve } from './contract/rpc';
import { createFilesService } from './services/files-service';
import { parentPort } from './supervisor/parent-port';

/** A `files` process: decoding, statistics, display tiles, writing. */
const files = createFilesService(version);
serve(
  parentPort(() => files.abandonAll()),
  filesApi,
  files.api,
);
