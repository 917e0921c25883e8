// Snapshots: everything the page draws from, copied into one pooled buffer that is transferred to
// the page and returns with the page's next request for a snapshot.

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */
/** @typedef {import('../wasm/engine.js').Engine} Engine */

const HISTORY = 2048; // most losses kept between two snapshots; then every second one is dropped
const NEAREST = 24;

/** Losses of the steps since the last snapshot, in a fixed amount of memory. */
export function createHistory() {
  const steps = new Float64Array(HISTORY);
  const losses = new Float64Array(HISTORY);
  let count = 0;
  let stride = 1;
  return {
    steps: () => steps.subarray(0, count),
    losses: () => losses.subarray(0, count),
    clear() {
      count = 0;
      stride = 1;
    },
    /** @param {number} step @param {number} loss */
    add(step, loss) {
      if (step % stride) return;
      if (count === HISTORY) {
        for (let i = 0; i < HISTORY / 2; i++) {
          steps[i] = steps[2 * i + 1];
          losses[i] = losses[2 * i + 1];
        }
        count = HISTORY / 2;
        stride *= 2;
        if (step % stride) return;
      }
      steps[count] = step;
      losses[count++] = loss;
    },
  };
}

/** Bytes of a snapshot with an [n, n] matrix, and with so many names beside their drawings, of
 *  which m stand in a matrix. @param {number} items @param {number} n @param {number} names
 *  @param {number} m */
const bytesOf = (items, n, names, m) =>
  8 * 2 * HISTORY + 4 * (11 * items + n + n * n + 2 * items + 2 * NEAREST + 8 * names + m + m * m);

/** Takes views of a buffer, each beginning where the last one ends. @param {ArrayBuffer} room */
function allot(room) {
  let at = 0;
  return {
    /** @param {number} count */
    doubles: (count) => new Float64Array(room, (at += 8 * count) - 8 * count, count),
    /** @param {number} count */
    floats: (count) => new Float32Array(room, (at += 4 * count) - 4 * count, count),
    /** @param {number} count */
    ints: (count) => new Int32Array(room, (at += 4 * count) - 4 * count, count),
  };
}

/** Loss of the present points with every bug, by the bug's name. @param {Engine} engine */
function lossesByBug(engine) {
  const bugs = engine.schema.params.find((p) => p.name === 'bug')?.choices ?? [];
  return Object.fromEntries(bugs.map((b, i) => [b.name, engine.lossWith(i)]));
}

/** The results of evaluation, exam and questions so far.
 *  @param {Engine} engine @param {boolean} table @param {string[]} panels */
const measured = (engine, table, panels) => ({
  metrics: engine.metrics(),
  metricStep: engine.read('evaluated_step'),
  spectrum: table ? null : /** @type {Float32Array} */ (engine.copy('spectrum')),
  evaluating: engine.read('evaluated'),
  examStep: engine.read('examined_step'),
  examining: engine.read('examined'),
  answers: panels.includes('forgets') ? engine.answers() : null,
  lag: engine.lag(),
});

/** The loss of one anchor. @param {Engine} engine @param {number} anchor
 *  @param {Float32Array} cosine @param {Float32Array} weight */
function breakdown(engine, anchor, cosine, weight) {
  const loss = engine.breakdown(anchor, cosine, weight);
  return { anchor, loss, cosine, weight };
}

/** How drawings and names match. @param {Engine} engine @param {number[]} concepts of the matrix
 *  @param {ReturnType<typeof allot>} room @returns {import('../types.d.ts').Match | null} */
function matchOf(engine, concepts, { floats, ints }) {
  const pairs = engine.view('pair_concepts');
  if (!pairs) return null;
  const own = ints(pairs.length);
  own.set(pairs);
  const positions = floats(6 * pairs.length);
  positions.set(/** @type {Float32Array} */ (engine.view('pair_positions')));
  const cosines = floats(pairs.length);
  engine.texts.paired(own, cosines);
  const matrix = { concepts: ints(concepts.length), cosine: floats(concepts.length ** 2) };
  matrix.concepts.set(concepts);
  engine.texts.matching(concepts, matrix.cosine);
  const counts = /** @type {Int32Array | null} */ (engine.copy('class_counts'));
  const hits = /** @type {Int32Array | null} */ (engine.copy('class_hits'));
  return {
    step: engine.read('matched_step'),
    done: engine.read('matched'),
    metrics: engine.texts.matches(),
    concepts: own, positions, cosines, matrix,
    classes: counts && hits && { counts, hits },
    scale: 1 / engine.read('tau'),
    bias: engine.read('bias'),
  };
}

/** An array of the engine in the snapshot's memory; null: it does not exist now. @param {Engine} engine
 *  @param {string} name @param {ReturnType<typeof allot>} room */
function kept(engine, name, { floats }) {
  const numbers = /** @type {Float32Array | null} */ (engine.view(name));
  if (!numbers) return null;
  const own = floats(numbers.length);
  own.set(numbers);
  return own;
}

/** The map of neighbours, once there is one. @param {Engine} engine
 *  @param {ReturnType<typeof allot>} room */
function mapOf(engine, room) {
  const step = engine.read('mapped_step');
  const places = step >= 0 ? kept(engine, 'map', room) : null;
  return places && { step, places };
}

/** The first views of the batch; before the first step those that it will see.
 *  @param {Engine} engine @param {string | null} phase */
function viewsOf(engine, phase) {
  if (!phase && !engine.read('steps')) engine.preview();
  return engine.batchViews();
}

/** @typedef {{ anchor: number, matrix: number[], concepts: number[], panels: string[] }} Select */

/** @param {Engine} engine @param {ReturnType<typeof createHistory>} history @param {boolean} table
 *  @param {ArrayBuffer} room the snapshot's memory @param {Select} select
 *  @param {{ phase: string | null, stepsPerSecond: number }} run @returns {Snapshot} */
function take(engine, history, table, room, select, run) {
  const items = engine.count();
  const n = select.matrix.length;
  const places = allot(room);
  const { doubles, floats, ints } = places;
  const count = history.steps().length;
  const [steps, losses] = [doubles(count), doubles(count)];
  steps.set(history.steps());
  losses.set(history.losses());
  history.clear();
  const positions = floats(3 * items);
  positions.set(/** @type {Float32Array} */ (engine.view('positions')));
  const forces = floats(3 * items);
  const pushed = table && engine.view('forces');
  if (pushed) forces.set(pushed);
  const matrix = { items: ints(n), cosine: floats(n * n) };
  matrix.items.set(select.matrix);
  engine.similarity(select.matrix, matrix.cosine);
  const [cosine, weight] = [floats(items), floats(items)];
  const [near, cosines] = [ints(NEAREST), floats(NEAREST)];
  const found = engine.neighbours(select.anchor, near, cosines);
  return {
    step: engine.read('steps'),
    loss: engine.read('loss'),
    steps, losses, positions, matrix,
    lr: engine.read('rate'),
    tau: engine.read('tau'),
    floor: engine.read('floor'),
    phase: run.phase,
    phases: engine.phases(),
    forces: pushed ? forces : null,
    breakdown: table ? breakdown(engine, select.anchor, cosine, weight) : null,
    bugs: table ? lossesByBug(engine) : null,
    negatives: select.panels.includes('push') ? engine.negatives(select.anchor) : null,
    neighbours: {
      item: select.anchor,
      items: near.subarray(0, found),
      cosines: cosines.subarray(0, found),
    },
    views: table || !select.panels.includes('views') ? null : viewsOf(engine, run.phase),
    prototypes: engine.prototypes(select.matrix),
    picture: kept(engine, 'picture', places),
    magnified: engine.read('magnified'),
    map: mapOf(engine, places),
    ...measured(engine, table, select.panels),
    match: matchOf(engine, select.concepts, places),
    stepsPerSecond: run.stepsPerSecond,
    threads: engine.threads?.count() ?? 1,
  };
}

/** @param {Engine} engine @param {ReturnType<typeof createHistory>} history @param {boolean} table
 *  whether the encoder is a table of free points, each of which is a view of the batch */
export function createCamera(engine, history, table) {
  const items = engine.count();
  /** @type {ArrayBuffer[]} */
  let pool = [];
  let size = 0;

  /** @param {number} need */
  function buffer(need) {
    if (need !== size) pool = [];
    size = need;
    return pool.pop() ?? new ArrayBuffer(need);
  }

  return {
    /** @param {Select} select @param {{ phase: string | null, stepsPerSecond: number }} run */
    take(select, run) {
      const names = engine.view('pair_concepts')?.length ?? 0;
      const room = buffer(bytesOf(items, select.matrix.length, names, select.concepts.length));
      return { snapshot: take(engine, history, table, room, select, run), transfer: [room] };
    },
    /** @param {ArrayBuffer[]} buffers buffers that the page no longer needs */
    recycle(buffers) {
      for (const b of buffers) if (b.byteLength === size && pool.length < 3) pool.push(b);
    },
  };
}

/** @typedef {ReturnType<typeof createCamera>} Camera */
