// The types that cross a boundary of the shell: schema, labs, worker messages, snapshots, panels.
// They are best read with src/api/session.h beside them.

import type { ErrorStatus } from './contrastive-lab.d.ts';

export interface Choice { name: string; help: string }

export interface Param {
  name: string;
  type: 'int' | 'float' | 'enum' | 'axis';
  default: number | string;
  min?: number;
  max?: number;
  unit?: string;
  live: boolean;
  help: string;
  /** The group it belongs to: data, views, encoder, loss, optimiser, run. */
  group?: string;
  /** The choices that read it (shell/state/reads.js); undefined: it is always read. */
  when?: string;
  /** Its former name. */
  former?: string;
  choices?: Choice[];
  /** Whether it belongs to the page alone; the engine does not know it. */
  page?: boolean;
  /** A check that replaces the checks by type. */
  check?(lab: Lab, schema: Schema, wish: number | string): Checked;
}

/** A checked value in the form that is stored, or a text that says what is wrong with it. */
export type Checked = { value: number | string } | { text: string };

export interface Schema {
  params: Param[];
  phases: Choice[];
  metrics: Choice[];
  /** Measures of how drawings and names find each other. */
  matches: Choice[];
  /** The questions that the exam asks, and the sources that its answers come from. */
  questions: Choice[];
  answers: Choice[];
  statuses: Choice[];
  /** Names that can be read from a session: numbers, and arrays with their type in C. */
  readings: Choice[];
  arrays: (Choice & { type: string })[];
}

/** Parameter values by schema name; an enum's value is the name of its choice. */
export type Params = Record<string, number | string>;

/** Values that suit one choice, or several choices together. */
export interface Recipe {
  when: Params;
  params: Params;
}

/** The definition of a lab, which is data alone. */
export interface Lab {
  id: string;
  /** Its texts: title, look (one sentence: what to look at first), caption, and `try_<id>` of each
   *  thing to try. */
  words(key: string): string;
  /** Values that differ from the schema's defaults. */
  params: Params;
  /** Limits narrower than the schema's, by name; a value beyond them is refused with its name. */
  limits?: Record<string, { min?: number; max?: number; choices?: string[] }>;
  /** Values that a choice sets where the reader has asked for no other; a later recipe
   *  overrides. */
  recipes?: Recipe[];
  /** Parameters that a grid of short runs may vary, each with the values it opens with: the lab
   *  then also has the parameters of shell/runs/grid.js and a panel `runs`. */
  axes?: Record<string, string>;
  /** What the page says of the engine's methods; labs of free points, with one method, need
   *  none. */
  methods?: Record<string, import('./methods.js').Method>;
  /** Parameters with a control, in order, those that matter more in the first list; a control is
   *  hidden while no choice reads its parameter. */
  controls: string[];
  more: string[];
  /** Those of them on the first screen, of which two or three are read together; the others are
   *  under Settings. */
  first: string[];
  /** Panels in reading order; each is a module of shell/panels/. The first is the main picture,
   *  beside which tabs choose one of the others. */
  panels: string[];
  /** The panel that its compact form shows. */
  compact: string;
  /** The form a page has asked for: shell/look/form.js. */
  form?: Form;
  /** Sets whose renditions and names it shows: names of web/data/licences.mjs. */
  sets: string[];
  /** paused: training waits, so that the start can be seen; runs: the grid is trained instead. */
  tries: { id: string; params: Params; paused?: boolean; runs?: boolean }[];
  /** The speed it opens with; Infinity when left out. */
  speed?: LabState['speed'];
}

/** The form in which a page wants a lab: compact, or with only some panels or controls. */
export interface Form {
  compact: boolean;
  css: string;
  /** In words, everything that was asked for and does not exist. */
  problems: string[];
}

/** code: as in BCP 47; name: its own; english: its English name. */
export interface Language { code: string; name: string; english: string }

/** What a lab's items are called and how they look; tile i of `sheet` is item i. */
export interface Items {
  /** Number of items shown: 2 * pairs (i and i + pairs are positives) or the held-out
   *  renditions. */
  count: number;
  /** The engine's id of each item: concept * renditions + rendition. */
  ids: Int32Array;
  names: string[];
  /** Index of the artist of each item's drawing, 0-based, and the artists' names. */
  artist: Uint8Array;
  artists: string[];
  /** What kind of thing each item is, and what the kinds are called; null where there are none. */
  kinds: { names: string[]; of: Uint8Array } | null;
  /** The names of all concepts of the data, by concept; none where it has no concepts. */
  concepts: string[];
  /** The names of the classes that a concept belongs to one of, by kind of class as in the engine:
   *  groups, then subgroups. */
  classes: string[][];
  /** The languages of the texts that training reads, in the engine's order. */
  languages: Language[];
  /** RGBA tiles, `columns` per row, item i at tile i. */
  sheet: { image: ImageBitmap | ImageData; tile: number; columns: number } | null;
  /** Why the tiles are missing; undefined: they are there, or the data has none. */
  lack?: Problem;
}

/** How drawings and names find each other, as the last whole look at them found. */
export interface Match {
  /** The step it was measured at, -1 before the first look; done: share of the present look. */
  step: number;
  done: number;
  /** By the names of the schema's `matches`; NaN where not known. Recalls are shares. */
  metrics: Record<string, number>;
  /** The concepts shown, and [2, concepts, 3] on the unit sphere: their drawings, then their
   *  names. */
  concepts: Int32Array;
  positions: Float32Array;
  /** The cosine of the drawing and the name of each concept shown. */
  cosines: Float32Array;
  /** Concepts of the matrix, and [n, n]: a row for each name, a column for each drawing. */
  matrix: { concepts: Int32Array; cosine: Float32Array };
  /** By class of the prompts: drawings asked about, and those whose prompt is the most similar;
   *  null without prompts. */
  classes: { counts: Int32Array; hits: Int32Array } | null;
  /** What cosines are multiplied with, 1 / tau, and what is added with the sigmoid. */
  scale: number;
  bias: number;
}

/** Sheet of drawings. */
export interface Tiles { image: ImageData; tile: number; columns: number }

/** What a typed text finds. */
export interface Found {
  /** By falling cosine; of the step given (-1: never). */
  concepts: Int32Array;
  cosines: Float32Array;
  /** What the text is made of, and how many of the pieces a text of the training had. */
  made: { words: number; pieces: number; seen: number };
  step: number;
  /** A row for each concept found, with its drawing by each artist. */
  tiles: Tiles | null;
}

/** The words nearest to a drawing, by falling cosine. place: 0 the name of the concept, k its kth
 *  keyword. */
export interface Words {
  words: { concept: number; place: number; text: string }[];
  cosines: Float32Array;
  step: number;
}

export interface Breakdown {
  anchor: number;
  loss: number;
  cosine: Float32Array;
  weight: Float32Array;
}

export interface Neighbours { item: number; items: Int32Array; cosines: Float32Array }

/** What a method's loss does to the items shown, as seen from one anchor. */
export interface Push {
  /** Share of all push on negatives that hits false ones, over several anchors; NaN without
   *  labels. */
  share: number;
  /** For every item [items]: its cosine with the anchor, d loss / d cosine (above 0: pushed away),
   *  and its role: 0 not in the batch, 1 anchor, 2 positive, 3 negative, 4 false negative. */
  cosine: Float32Array;
  push: Float32Array;
  role: Int32Array;
}

export interface Negatives {
  anchor: number;
  /** Share of false ones among the negatives of the present batch; NaN where it is not known. */
  inBatch: number;
  /** The push of the present method, and that of NT-Xent on the same points; null: not defined. */
  own: Push | null;
  plain: Push | null;
}

/** Unit vectors that views are compared with, and how items are assigned to them. */
export interface Prototypes {
  count: number;
  /** [count, 3] among the items of the picture, or on the sphere where there is none. */
  positions: Float32Array;
  /** The items that `codes` holds a row for. */
  items: Int32Array;
  /** After 0, 1, 2, ... iterations of Sinkhorn-Knopp over all items: the assignments of some
   *  [items, count], rows summing to 1, and each prototype's total over all items. */
  rounds: { codes: Float32Array; totals: Float32Array }[];
  /** With as many iterations as training uses: the number of items that have their largest share in
   *  each prototype, and up to `most` of these items [count, most], filled up with -1. */
  collected: { most: number; counts: Int32Array; items: Int32Array };
}

export interface Snapshot {
  step: number;
  /** Loss of the last batch in nats; NaN before the first step. */
  loss: number;
  /** Steps and losses since the previous snapshot. */
  steps: Float64Array;
  losses: Float64Array;
  lr: number;
  /** Temperature in use: the parameter, or the value learned from there. */
  tau: number;
  floor: number;
  /** The phase just done when stepping by phases, else null; all phases of a step, in order. */
  phase: string | null;
  phases: string[];
  /** [items, 3] on the unit sphere. */
  positions: Float32Array;
  /** [items, 3] about their mean, along the three directions in which they differ most, in radii of
   *  the frame; null for free points, and where embeddings have no more than three numbers.
   *  magnified: the sphere's radius over the frame's; NaN without a picture. */
  picture: Float32Array | null;
  magnified: number;
  /** The map of neighbours: [items, 2], each coordinate -1 .. 1, and the step of the embeddings that
   *  it shows. Null before the first, and where no panel asks for it. */
  map: { step: number; places: Float32Array } | null;
  /** [items, 3] the negative gradient along the sphere; null for network encoders. */
  forces: Float32Array | null;
  /** Items of the matrix and their cosine similarities [n, n]. */
  matrix: { items: Int32Array; cosine: Float32Array };
  breakdown: Breakdown | null;
  /** Loss of the present points with each bug, by the bug's name; null for network encoders. */
  bugs: Record<string, number> | null;
  /** Filled in only where a panel asks for it. */
  negatives: Negatives | null;
  neighbours: Neighbours | null;
  /** First views of the present batch as RGBA tiles with their item ids (network encoders), `each`
   *  of a pair side by side: two, then smaller crops where the method uses them. */
  views: { image: ImageData; tile: number; columns: number; each: number; items: Int32Array }
    | null;
  /** Null where the method has none, or where another representation than theirs is shown. */
  prototypes: Prototypes | null;
  /** By name; NaN where not defined or not known yet. metricStep: the step they were measured
   *  at. */
  metrics: Record<string, number>;
  metricStep: number;
  /** Singular values of the embeddings at metricStep / sqrt(items), falling (network encoders). */
  spectrum: Float32Array | null;
  /** Share of the present evaluation that is done, 0..1. */
  evaluating: number;
  /** The same for the exam, whose metrics (probe, shots) take longer; examining is NaN where there
   *  is no exam. */
  examStep: number;
  examining: number;
  /** Share of right answers by question and by source; null: the exam asks only for the class. */
  answers: Record<string, Record<string, number>> | null;
  /** With a momentum encoder: mean cosine of both encoders' embeddings of the same items, and in
   *  turn for a few ages of the queue's keys (age in steps, cosine of such keys with those made
   *  anew); NaN where not known. step: the step it was measured at; -1 before the first
   *  measurement. */
  lag: { step: number, encoders: number, keys: Float32Array } | null;
  /** Null where the method reads no texts. */
  match: Match | null;
  stepsPerSecond: number;
  /** Number of threads that train. */
  threads: number;
}

/** One training of a lab, from its first step to a reset or a restart. */
export interface Course {
  /** Another one for each course. */
  id: number;
  /** The settings at the end of the course before, and the names of those that differ now; null:
   *  there was none, or the reader has removed it. */
  before: Params | null;
  differs: string[];
  /** Whether settings were changed in the midst of the course before. */
  mixed: boolean;
  /** Settings that were changed on the way: at which step, which, and all settings after it. */
  changes: { step: number; names: string[]; params: Params }[];
}

/** The result of a short run; problem: why it ended early, "" when it did not. */
export interface Outcome { metrics: Record<string, number>; loss: number; problem: string }

/** Short runs beside a lab, by their keys (shell/runs/grid.js): results of those that are done, the
 *  progress of those that are running (0..1), and how many of those last asked for are done. */
export interface Trials {
  results: Record<string, Outcome>;
  running: Record<string, number>;
  total: number;
  done: number;
}

/** The page's state of a lab: one value, changed only through shell/state/state.js. */
export interface LabState {
  lab: string;
  params: Params;
  /** Whether it trains. */
  playing: boolean;
  /** Whether it is to train, but first waits until it can be seen again. */
  waiting: boolean;
  /** In words, why it rests where the reader has not paused it; else "". */
  why: string;
  /** 'phase', or steps per second (Infinity: as fast as possible). */
  speed: 'phase' | number;
  /** The step at which training rests, exactly; Infinity: none. */
  goal: number;
  /** Picked anchor item, and the item under the pointer (-1 none): shared by all panels. */
  anchor: number;
  hover: number;
  /** A problem in words, with where its cause was given; or null. */
  problem: Problem | null;
  /** null before the first short run. */
  trials: Trials | null;
}

/** What a page is told when a lab begins to train, or comes to rest. */
export interface TrainingNow {
  lab: string;
  title: string;
  playing: boolean;
  waiting: boolean;
  why: string;
}

/** status: 'config' where it is left out. */
/** outdated: only reloading the page helps. */
export type Problem = { where: string; text: string; status?: ErrorStatus; outdated?: boolean };

// ---- worker protocol: page -> worker

export type ToWorker =
  /** module: the build for threads where the lab can use them, else the plain one; pulse: the name
   *  of the lock whose holding tells the page that the worker lives. */
  /** words: what the worker says, in the page's language. */
  | { type: 'boot'; module: WebAssembly.Module; pulse: string;
      words: import('./words/words.js').Language; id: number }
  /** Opens a session, or one that replaces it. data: kept by the worker; null: the data of the
   *  session before, or none. from: a checkpoint with these values, whose training it continues.
   *  After an error the session before goes on unchanged. */
  | { type: 'open'; data: ArrayBuffer | null; params: Params; from: ArrayBuffer | null; id: number }
  /** goal: the step at which it rests; Infinity: none. */
  | { type: 'play'; speed: 'phase' | number; goal: number }
  /** all: also refuses the requests that wait. */
  | { type: 'pause'; all: boolean }
  /** Whether the lab can be seen: while it cannot, nothing is measured beyond what training needs,
   *  and snapshots are few. */
  | { type: 'watch'; seen: boolean }
  | { type: 'step'; n: number; id: number }
  | { type: 'phase'; id: number }
  | { type: 'reset'; id: number }
  | { type: 'set'; name: string; value: number | string }
  /** What the panels show, so that what only some of them need is measured only for them. */
  | { type: 'select'; anchor: number; matrix: number[]; concepts: number[]; panels: string[] }
  | { type: 'move'; item: number; x: number; y: number; z: number }
  /** These are answered at once, also in the middle of a step. */
  | { type: 'search'; text: string; most: number; id: number }
  | { type: 'words'; drawing: number; language: number; most: number; id: number }
  /** Prompts of zero-shot classification, one a line: kept by the worker, and applied again to
   *  every later session. kind: 0 groups, 1 subgroups. */
  | { type: 'prompts'; text: string; kind: number; id: number }
  | { type: 'want'; recycle?: ArrayBuffer[] }
  | { type: 'save'; id: number }
  /** Asks for the values in a checkpoint; bytes: the beginning of its file. */
  | { type: 'settings'; bytes: ArrayBuffer; id: number };

// ---- worker -> page

export interface EngineItems {
  count: number;
  ids: Int32Array;
  /** Renditions per concept: id = concept * drawings + rendition. */
  drawings: number;
  tiles: { image: ImageData; tile: number; columns: number } | null;
  /** Number of steps that were done when the session was opened. */
  step: number;
}

export type FromWorker =
  /** pulse: whether the worker holds the lock. */
  | { type: 'schema'; schema: Schema; pulse: boolean; id: number }
  | { type: 'ready'; items: EngineItems; id: number }
  | { type: 'snapshot'; snapshot: Snapshot; playing: boolean; id?: number }
  | { type: 'settings'; params: Params; id: number }
  | { type: 'saved'; bytes: ArrayBuffer; id: number }
  | { type: 'found'; found: Found; id: number }
  | { type: 'words'; words: Words; id: number }
  | { type: 'prompts'; id: number }
  /** refused: a parameter that could not be set, and the value it still has. */
  | { type: 'error'; status: ErrorStatus; text: string; id?: number; playing: boolean;
      refused?: { name: string; value: number | string } };

// ---- a lab's worker -> its helpers, which run the same script, and back

export type ToHelper =
  { type: 'help'; module: WebAssembly.Module; memory: WebAssembly.Memory; thread: number };

/** left: true when the helper left because it was asked to, false when it failed. */
export type FromHelper = { left: boolean };

// ---- panels

/** All that a panel is given. It never reaches for anything else, and never imports another
 *  panel. */
export interface PanelHost {
  lab: Lab;
  schema: Schema;
  items: Items;
  state(): LabState;
  /** The present training and the one before. */
  course(): Course;
  act: {
    pick(item: number): void;
    hover(item: number): void;
    move(item: number, x: number, y: number, z: number): void;
    set(name: string, value: number | string): void;
    /** Sets several parameters at once. */
    apply(params: Params): void;
    /** Trains the runs of the lab's grid that have no result yet; cancelGrid ends those running. */
    runGrid(): void;
    cancelGrid(): void;
    /** Removes the course before from all charts. */
    forgetCourse(): void;
  };
  /** Questions to the engine of a lab that reads texts; a promise is rejected, in words, where
   *  there is no answer. */
  ask: {
    search(text: string, most: number): Promise<Found>;
    words(drawing: number, language: number, most: number): Promise<Words>;
    prompts(text: string, kind: number): Promise<void>;
  };
  /** The page's one WebGL2 renderer, or null where there is none (the panel then says so and shows
   *  what it can without). */
  renderer: import('./gl/renderer.js').Renderer | null;
  /** Asks for one draw() in the next animation frame. */
  invalidate(): void;
  reducedMotion(): boolean;
}

/** Each module of shell/panels/ has one. */
export type PanelMaker = (host: PanelHost) => Panel;

export interface Panel {
  /** A title in plain words that says what the panel shows. */
  title: string;
  element: HTMLElement;
  /** Takes new numbers or new state: changes texts, marks drawings dirty, calls
   *  host.invalidate(). */
  update(snapshot: Snapshot | null, state: LabState): void;
  /** The step that its figures are of, where that can be older than the loss beside it; -1 while it
   *  has no figures. */
  measured?(snapshot: Snapshot): number;
  /** Draws one frame; returns true to be called again in the next (an animation goes on). */
  draw?(now: number): boolean;
  /** Called when the colours or the size have changed. */
  refresh?(): void;
  destroy(): void;
}
