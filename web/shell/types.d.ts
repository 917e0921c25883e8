// The shapes that cross a boundary of the shell: schema, labs, worker messages, snapshots, panels.
// Read with src/api/session.h beside it.

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
  /** What it is part of: data, views, encoder, loss, optimiser, run. */
  group?: string;
  /** What reads it (shell/state/reads.js); undefined: it is always read. */
  when?: string;
  /** What it was called before. */
  former?: string;
  choices?: Choice[];
  /** The page's own, which the engine knows nothing of. */
  page?: boolean;
  /** In place of the checks by type. */
  check?(lab: Lab, schema: Schema, wish: number | string): Checked;
}

/** A value as it is kept, or what is wrong with it. */
export type Checked = { value: number | string } | { text: string };

export interface Schema {
  params: Param[];
  phases: Choice[];
  metrics: Choice[];
  /** What the exam can ask, and whose answers there are. */
  questions: Choice[];
  answers: Choice[];
  statuses: Choice[];
  /** What can be read of a session: numbers, and arrays with their type in C. */
  readings: Choice[];
  arrays: (Choice & { type: string })[];
}

/** Parameter values by schema name; enums by their choice's name. */
export type Params = Record<string, number | string>;

/** Values that suit a choice, or several together. */
export interface Recipe {
  when: Params;
  params: Params;
}

/** One step of the pipeline: state -> client -> worker -> snapshot -> panels. */
export interface Lab {
  id: string;
  title: string;
  /** Values that differ from the schema's defaults. */
  params: Params;
  /** Narrower limits than the schema's, by name; values beyond them are named and refused. */
  limits?: Record<string, { min?: number; max?: number; choices?: string[] }>;
  /** What choices bring along where nothing else is asked for; of two for the same, the later. */
  recipes?: Recipe[];
  /** Parameters that a grid of short runs may go over, each with the values it opens with: the lab
   *  then has the parameters of shell/runs/grid.js too, and a panel `runs`. */
  axes?: Record<string, string>;
  /** What is said of the engine's methods; free points, which have one, need none of it. */
  methods?: Record<string, import('./methods.js').Method>;
  /** Which controls to show, in order, by parameter name; the second list is under "More". Those
   *  that nothing reads as things stand are hidden. */
  controls: string[];
  more: string[];
  /** Panels in reading order; each is a module of shell/panels/. */
  panels: string[];
  /** What its compact form shows: one of the panels, and a few of the parameters; of these at most
   *  three are read at a time. */
  compact: { panel: string; controls: string[] };
  /** How many of them stand beside the controls where there is room. */
  beside?: number;
  /** What a page has asked of it: shell/look/form.js. */
  form?: Form;
  caption: string;
  /** Whose drawings and names it shows: sets of web/data/licences.mjs. */
  sets: string[];
  /** paused: the reader is to look at where it starts; runs: the grid is trained instead. */
  tries: { text: string; params: Params; paused?: boolean; runs?: boolean }[];
  /** Speed it opens with; Infinity when left out. */
  speed?: LabState['speed'];
}

/** A lab as a page wants it: in its compact form, or with some panels or controls only. */
export interface Form {
  compact: boolean;
  css: string;
  /** What was asked for and is not there, in words. */
  problems: string[];
}

/** What a lab's items are called and how they look; `sheet` tiles are in item-id order. */
export interface Items {
  /** Items shown: 2 * pairs cards (i and i + pairs are a positive pair) or held-out drawings. */
  count: number;
  /** Engine item id of each: concept * drawings + drawing. */
  ids: Int32Array;
  names: string[];
  /** Index of the drawing's artist, 0-based, and the artists' names. */
  artist: Uint8Array;
  artists: string[];
  /** RGBA tiles, `columns` per row, item i at tile i. */
  sheet: { image: ImageBitmap | ImageData; tile: number; columns: number } | null;
  /** Why there are no tiles; undefined: there are, or are to be none. */
  lack?: Problem;
}

export interface Breakdown {
  anchor: number;
  loss: number;
  cosine: Float32Array;
  weight: Float32Array;
}

export interface Neighbours { item: number; items: Int32Array; cosines: Float32Array }

/** What a method's loss does to the items shown, around one anchor. */
export interface Push {
  /** Of all push on negatives, of several anchors: the share on false ones; NaN without labels. */
  share: number;
  /** Of every item [items]: cosine with the anchor, d loss / d cosine (above 0: pushed away), and
   *  what it is: 0 not in the batch, 1 anchor, 2 positive, 3 negative, 4 false negative. */
  cosine: Float32Array;
  push: Float32Array;
  role: Int32Array;
}

export interface Negatives {
  anchor: number;
  /** Share of false ones among the negatives of the batch at hand; NaN where not known. */
  inBatch: number;
  /** Of the method at work, and of NT-Xent on the same points; null where not to be said. */
  own: Push | null;
  plain: Push | null;
}

/** Unit vectors that views are compared with, and how items are assigned to them. */
export interface Prototypes {
  count: number;
  /** [count, 3] on the unit sphere, among the items' positions. */
  positions: Float32Array;
  /** The items of `codes`. */
  items: Int32Array;
  /** After 0, 1, 2, ... iterations of Sinkhorn-Knopp over all items: the assignments of some
   *  [items, count], rows summing to 1, and each prototype's total over all items. */
  rounds: { codes: Float32Array; totals: Float32Array }[];
  /** With the training's own iterations: how many items have their largest share in each, and up to
   *  `most` of these [count, most], -1 where there are fewer. */
  collected: { most: number; counts: Int32Array; items: Int32Array };
}

export interface Snapshot {
  step: number;
  /** Loss of the last batch in nats, NaN before the first step. */
  loss: number;
  /** Steps and losses since the previous snapshot. */
  steps: Float64Array;
  losses: Float64Array;
  lr: number;
  /** Temperature in use: the parameter, or what has been learned from it. */
  tau: number;
  floor: number;
  /** Phase just done when stepping by phases, else null; all that a step goes through, in order. */
  phase: string | null;
  phases: string[];
  /** [items, 3] on the unit sphere. */
  positions: Float32Array;
  /** [items, 3] minus the gradient along the sphere; null for network encoders. */
  forces: Float32Array | null;
  /** Items of the matrix and their cosine similarities [n, n]. */
  matrix: { items: Int32Array; cosine: Float32Array };
  breakdown: Breakdown | null;
  /** Loss of the present points under each bug by name (table encoders), else null. */
  bugs: Record<string, number> | null;
  /** Where a panel asks for it. */
  negatives: Negatives | null;
  neighbours: Neighbours | null;
  /** First views of the batch at hand as RGBA tiles with their item ids (network encoders), `each`
   *  of a pair side by side: two, then smaller crops where the method asks for some. */
  views: { image: ImageData; tile: number; columns: number; each: number; items: Int32Array }
    | null;
  /** Null where the method has none, or another representation than theirs is shown. */
  prototypes: Prototypes | null;
  /** By name; NaN where not defined or not known yet. metricStep: step they were measured at. */
  metrics: Record<string, number>;
  metricStep: number;
  /** Singular values of the embeddings measured then / sqrt(items), falling (network encoders). */
  spectrum: Float32Array | null;
  /** Share of the evaluation under way that is done, 0..1. */
  evaluating: number;
  /** The same of the exam, whose metrics (probe, shots) take longer; examining is NaN where there
   *  is none. */
  examStep: number;
  examining: number;
  /** Share of right answers by question and by whose they are; null: only the class is asked. */
  answers: Record<string, Record<string, number>> | null;
  /** Where an encoder follows: mean cosine of what both say of the same drawings, and of a few ages
   *  of the queue's keys (age in steps, cosine of such keys with what they would be today) by turns;
   *  NaN where not known. step: of which it is; -1 before the first measurement. */
  lag: { step: number, encoders: number, keys: Float32Array } | null;
  stepsPerSecond: number;
  /** Threads that train. */
  threads: number;
}

/** What came of a short run; problem: why it ended early, "" when it did not. */
export interface Outcome { metrics: Record<string, number>; loss: number; problem: string }

/** Short runs beside a lab, by their keys (shell/runs/grid.js): those done, how far those under way
 *  are (0..1), and how many of those last asked for are done. */
export interface Trials {
  results: Record<string, Outcome>;
  running: Record<string, number>;
  total: number;
  done: number;
}

/** The page's side of a lab: one value, changed only through shell/state/state.js. */
export interface LabState {
  lab: string;
  params: Params;
  /** Whether it trains. */
  playing: boolean;
  /** Whether it would, and goes on by itself once it can be seen again. */
  waiting: boolean;
  /** Why it rests, in words, where it was not the reader who paused it; else "". */
  why: string;
  /** 'phase' | steps per second | Infinity */
  speed: 'phase' | number;
  /** Picked anchor item, and the item under the pointer (-1 none): shared by all panels. */
  anchor: number;
  hover: number;
  /** A problem in words with where it was given, or null. */
  problem: Problem | null;
  /** null before the first short run. */
  trials: Trials | null;
}

/** What a page hears of a lab that begins to train, or rests. */
export interface TrainingNow {
  lab: string;
  title: string;
  playing: boolean;
  waiting: boolean;
  why: string;
}

/** status: config where it is left out. */
/** outdated: only loading the page anew helps. */
export type Problem = { where: string; text: string; status?: ErrorStatus; outdated?: boolean };

// ---- worker protocol: page -> worker

export type ToWorker =
  /** The build for threads where the lab can use them, else the plain one; pulse: the name of the
   *  lock that tells the page that the worker lives. */
  | { type: 'boot'; module: WebAssembly.Module; pulse: string; id: number }
  /** Opens a session, or another in its place; data (null: that of the session before, or none)
   *  is kept by the worker. from: the checkpoint of a run with these values, which it then is. On an
   *  error the session before goes on as it was. */
  | { type: 'open'; data: ArrayBuffer | null; params: Params; from: ArrayBuffer | null; id: number }
  | { type: 'play'; speed: 'phase' | number }
  /** all: refuses also the requests that wait. */
  | { type: 'pause'; all: boolean }
  /** Whether anybody looks: where nobody does, no more is found out than training needs, and
   *  snapshots are few. */
  | { type: 'watch'; seen: boolean }
  | { type: 'step'; n: number; id: number }
  | { type: 'phase'; id: number }
  | { type: 'reset'; id: number }
  | { type: 'set'; name: string; value: number | string }
  /** What the page looks at: some of what panels show is found out for them alone. */
  | { type: 'select'; anchor: number; matrix: number[]; panels: string[] }
  | { type: 'move'; item: number; x: number; y: number; z: number }
  | { type: 'want'; recycle?: ArrayBuffer[] }
  | { type: 'save'; id: number }
  /** The values in a checkpoint; bytes: its first ones. */
  | { type: 'settings'; bytes: ArrayBuffer; id: number };

// ---- worker -> page

export interface EngineItems {
  count: number;
  ids: Int32Array;
  /** Drawings per concept: id = concept * drawings + drawing. */
  drawings: number;
  tiles: { image: ImageData; tile: number; columns: number } | null;
  /** Steps done when it was opened. */
  step: number;
}

export type FromWorker =
  /** pulse: whether the lock is held. */
  | { type: 'schema'; schema: Schema; pulse: boolean; id: number }
  | { type: 'ready'; items: EngineItems; id: number }
  | { type: 'snapshot'; snapshot: Snapshot; playing: boolean; id?: number }
  | { type: 'settings'; params: Params; id: number }
  | { type: 'saved'; bytes: ArrayBuffer; id: number }
  /** refused: a parameter that could not be set, and the value it keeps. */
  | { type: 'error'; status: ErrorStatus; text: string; id?: number; playing: boolean;
      refused?: { name: string; value: number | string } };

// ---- a lab's worker -> its helpers, which run the same script, and back

export type ToHelper =
  { type: 'help'; module: WebAssembly.Module; memory: WebAssembly.Memory; thread: number };

/** Whether it left as asked; else it failed. */
export type FromHelper = { left: boolean };

// ---- panels

/** What a panel is given. It never reaches for anything else, and never imports another panel. */
export interface PanelHost {
  lab: Lab;
  schema: Schema;
  items: Items;
  state(): LabState;
  act: {
    pick(item: number): void;
    hover(item: number): void;
    move(item: number, x: number, y: number, z: number): void;
    set(name: string, value: number | string): void;
    /** The same of several at once. */
    apply(params: Params): void;
    /** The runs that the lab's grid asks for and are not known yet; or an end to those under way. */
    runGrid(): void;
    cancelGrid(): void;
  };
  /** The page's one WebGL2 renderer, or null where there is none (the panel then says so and shows
   *  what it can without). */
  renderer: import('./gl/renderer.js').Renderer | null;
  /** Asks for one draw() in the next animation frame. */
  invalidate(): void;
  reducedMotion(): boolean;
}

/** One module of shell/panels/ each. */
export type PanelMaker = (host: PanelHost) => Panel;

export interface Panel {
  /** Title in plain words, saying what the panel shows. */
  title: string;
  element: HTMLElement;
  /** New numbers or new state: marks dirty, calls host.invalidate(); touches text, not pixels. */
  update(snapshot: Snapshot | null, state: LabState): void;
  /** Step that its figures are of, where that can be an older one than the loss beside it; -1 where
   *  there are none. */
  measured?(snapshot: Snapshot): number;
  /** One frame; returns true to be called again next frame (an animation under way). */
  draw?(now: number): boolean;
  /** Colours or size changed. */
  refresh?(): void;
  destroy(): void;
}
