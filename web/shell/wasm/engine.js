// The engine: instantiates the module and turns the flat calls of src/api/session.h into texts and
// typed arrays. Only it and the modules it is made of read the engine's linear memory.
import english from '../words/en/worker.js';
import { createCodec } from './codec.js';
import { EngineError } from '../base/error.js';
import { createPictures, createRelations, createResults } from './figures.js';
import { instantiate } from './instance.js';
import { createPrototypes } from './prototypes.js';
import { createReadings } from './readings.js';
import { createRooms } from './room.js';
import { createMeasuring, createSteps } from './steps.js';
import { createTexts } from './texts.js';
import { spokenText, textsOf } from '../words/words.js';

const t = textsOf('worker', english);

/** @typedef {import('../types.d.ts').Schema} Schema */
/** @typedef {import('../types.d.ts').Params} Params */

/** The module's texts: its schema and its errors.
 *  @param {import('./instance.js').Calls} c @param {WebAssembly.Memory} memory */
function createWords(c, memory) {
  function text(/** @type {number} */ pointer) {
    const bytes = new Uint8Array(memory.buffer, pointer);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }
  const schema = /** @type {Schema} */ (JSON.parse(text(c.ct_schema())));

  /** The error of the call that has just failed. @param {number} [status] */
  function failure(status = c.ct_error_status()) {
    const { name, help } = schema.statuses[status];
    return new EngineError(/** @type {import('../contrastive-lab.d.ts').ErrorStatus} */ (name),
      text(c.ct_error()) || spokenText('worker', `status ${name}`, help));
  }
  const must = (/** @type {number} */ status) => {
    if (status) throw failure(status);
  };
  return { schema, failure, must };
}

/** Checkpoints. @param {import('./instance.js').Calls} c @param {() => import('./room.js').Room} here
 *  @param {ReturnType<typeof createWords>} words @param {ReturnType<typeof createCodec>} codec */
const createFiles = (c, here, { failure, must }, { decode }) => ({
  save() {
    const { session, views: { file } } = here();
    const size = c.ct_session_save(session, file.byteOffset, file.length);
    if (!size) throw failure();
    return file.slice(0, size);
  },
  /** @param {Uint8Array} bytes */
  load(bytes) {
    const { session, views: { file } } = here();
    if (bytes.length > file.length) {
      throw new EngineError('format', t('large'));
    }
    file.set(bytes);
    must(c.ct_session_load(session, file.byteOffset, bytes.length));
  },
  /** The values that a file was saved with. @param {Uint8Array} bytes the file, or its beginning
   *  with the whole header */
  settings(bytes) {
    const { views: { file } } = here();
    const size = Math.min(bytes.length, file.length);
    file.set(bytes.subarray(0, size));
    must(c.ct_draft_load(file.byteOffset, size));
    return decode((index) => c.ct_draft_get(index));
  },
});

/** @param {WebAssembly.Module} module */
export async function createEngine(module) {
  const { exports, c, memory, threads } = await instantiate(module);
  const words = createWords(c, memory);
  const { schema, failure, must } = words;
  const codec = createCodec(schema);
  const { encode } = codec;
  const indexOf = (/** @type {string} */ name) => encode(name, 0).index;
  const heap = /** @type {WebAssembly.Global} */ (exports.__heap_base).value;
  const { open, isOpen, here } = createRooms(c, memory, heap, failure);
  const readings = createReadings(c, memory, schema, here);

  return {
    schema, failure, threads, isOpen, ...readings,
    ...createSteps(c, here), ...createMeasuring(c, here), ...createFiles(c, here, words, codec),
    ...createPictures(c, here, readings, indexOf('pairs')),
    ...createRelations(c, here, readings, must), ...createResults(readings, schema),
    texts: createTexts(c, memory, here, readings, words),
    prototypes: createPrototypes(c, here, readings, indexOf('epsilon'), indexOf('sinkhorn')),
    /** Opens a session that replaces the present one. Refused values and a lack of memory leave the
     *  present one as it is.
     *  @param {Params} params @param {Uint8Array | null} data a packed dataset, not decoded
     *  @param {() => void} [replacing] called when everything that can be checked before is right:
     *   after this call the present session is lost */
    open(params, data, replacing = () => {}) {
      c.ct_draft_reset();
      for (const [key, value] of Object.entries(params)) {
        const { index, number } = encode(key, value);
        must(c.ct_draft_set(index, number));
      }
      open(data, replacing);
    },
    count: () => here().items,
    /** Size of the whole linear memory in bytes. */
    memory: () => memory.buffer.byteLength,
    /** Names of the phases that a step has. */
    phases() {
      const bits = readings.read('phases');
      return schema.phases.filter((_, i) => (bits >> i) & 1).map(({ name }) => name);
    },
    /** @param {string} param @param {number | string} value */
    set(param, value) {
      const { session } = here();
      const { index, number } = encode(param, value);
      must(c.ct_session_set(session, index, number));
    },
    /** @param {number} item @param {number} x @param {number} y @param {number} z */
    move: (item, x, y, z) => must(c.ct_session_move(here().session, item, x, y, z)),
  };
}

/** @typedef {Awaited<ReturnType<typeof createEngine>>} Engine */
