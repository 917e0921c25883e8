// Types of the custom element <contrastive-lab>, for pages that embed it.

export type LabName = 'augment' | 'byol' | 'clip' | 'infonce' | 'moco' | 'negatives' | 'practice'
  | 'simclr' | 'swav' | 'temperature';

/** The values that attributes, the address and `state.params` hold, by the schema's names. */
export type Params = Readonly<Record<string, number | string>>;

export interface LabSnapshot {
  /** Whole training steps done. */
  readonly step: number;
  /** Loss of the last batch in nats; NaN before the first step. */
  readonly loss: number;
  /** Training speed; 0 while the lab rests. */
  readonly stepsPerSecond: number;
  /** By name; NaN where not defined or not known yet. */
  readonly metrics: Readonly<Record<string, number>>;
  /** [items, 3], on the unit sphere. */
  readonly positions: Float32Array;
}

export interface LabState {
  readonly lab: LabName;
  readonly params: Params;
  /** Whether it trains now, in view or not. */
  readonly playing: boolean;
  /** Whether it was started and waits to be seen: in a hidden tab without the attribute
   *  `background`, or off the screen where it had started by itself. It resumes by itself. */
  readonly waiting: boolean;
  /** In words, why it rests although nobody paused it: the end of its schedule, another lab that
   *  trains, or a system that asks for less motion or data; else "". */
  readonly why: string;
  /** Steps per second, or phase by phase. */
  readonly speed: 'phase' | number;
  /** The picked anchor's index, and the item under the pointer (-1: none). */
  readonly anchor: number;
  readonly hover: number;
  /** What was refused, and where it was given; null when there is no problem. */
  readonly problem: { readonly where: string; readonly text: string } | null;
  /** Of labs with a grid of short runs: the result of each, by its steps and values; null before
   *  the first. problem: why the run ended early, "" when it did not. */
  readonly trials: { readonly results: Readonly<Record<string, { readonly loss: number;
    readonly metrics: LabSnapshot['metrics']; readonly problem: string }>> } | null;
}

/** Why something was refused or has failed: first the engine's own statuses, as its schema names
 *  them, then those of the page around it. */
export type ErrorStatus =
  /** An argument is outside its range. */
  | 'arg'
  /** A value, or a combination of values, is not possible. */
  | 'config'
  /** There is less memory than is needed. */
  | 'memory'
  /** A file does not have the right format. */
  | 'format'
  /** A zero vector has no direction. */
  | 'zero'
  /** A number became infinite or undefined: training has diverged and was stopped. */
  | 'nonfinite'
  /** This is not possible in the present state. */
  | 'state'
  /** The lab, or some part of it, could not be loaded or could not start. */
  | 'start'
  /** The lab's worker has died; play() starts it anew. */
  | 'crash'
  /** The engine itself has failed; a new one has replaced it. */
  | 'trap'
  /** Only as the reason of a rejected promise: another request has ended this one. */
  | 'interrupted';

export interface LabEvents {
  /** The lab's first session is open. */
  ready: CustomEvent<{ lab: LabName }>;
  /** New numbers have come. */
  snapshot: CustomEvent<LabSnapshot>;
  /** The lab begins to train, or comes to rest. */
  training: CustomEvent<{ lab: LabName; title: string; playing: boolean; waiting: boolean;
    why: string }>;
  /** Something was refused or has failed; text says why. */
  error: CustomEvent<{ status: ErrorStatus; text: string }>;
}

/** The element's own attributes. Besides these, any parameter may be set by an attribute of its
 *  schema name (seed, tau, pairs, dim, lr, optimizer, ...). */
export interface LabAttributes {
  /** Which lab; infonce when left out. */
  lab: LabName;
  /** When it starts: as it comes near the screen, or immediately. */
  loading: 'lazy' | 'eager';
  /** It trains as soon as it is ready and can be seen, and waits while it cannot; unless the reader
   *  prefers reduced motion or to save data, or another lab with an encoder trains. */
  autoplay: '';
  /** Once started, it goes on training in a hidden tab. */
  background: '';
  /** Its colours; the reader's system decides when left out. */
  theme: 'auto' | 'light' | 'dark' | 'projector';
  /** One picture, two or three controls and Play, without prose. Its height is 480px, or the value
   *  that the page gives the custom property --lab-height. */
  compact: '';
  /** Names of the panels to show, separated by spaces, in this order: the first is the main
   *  picture, the others are tabs beside it. */
  panels: string;
  /** Names of the parameters whose controls stand on the first screen, separated by spaces, in this
   *  order; the others are under "Settings". */
  controls: string;
  /** The tab that is open: the name of a panel, `settings`, `about`, or `all` for all panels at
   *  once. Where it is left out, it is the tab that the reader has last opened in this lab. */
  tab: string;
  /** The lab keeps its settings in the page's address, whose query may also name the language, as
   *  in ?lang=en. */
  'url-state': '';
  /** The code of the language it speaks (BCP 47), of which there is `en`. All labs of a page speak
   *  one language, which the first that starts settles; a lab that asks for another one says so in
   *  its place. */
  language: string;
}

/** A lab that trains in the reader's tab. Once started it goes on training out of sight. Of all
 *  labs of a page, one with an encoder trains at a time: starting another pauses the first. */
export declare class ContrastiveLab extends HTMLElement {
  /** Trains until it is paused. Requests made before the element is in a page wait until it is. The
   *  promise of any method here is rejected where it cannot be kept: with an error that has an
   *  ErrorStatus as its `status` where the engine refused, or an AbortError where the lab ended. */
  play(): Promise<void>;
  /** Stops training and keeps its state. */
  pause(): Promise<void>;
  /** Trains n steps (1 when left out) and pauses; resolves with their snapshot. */
  step(n?: number): Promise<LabSnapshot>;
  /** Goes back to the same starting weights; resolves with their snapshot. */
  reset(): Promise<LabSnapshot>;
  /** Ends the lab's worker, even while it starts, and frees its memory: the poster is shown again,
   *  and play(), step() or reset() start the lab anew. */
  finalize(): void;
  /** null until the lab is ready. */
  readonly state: LabState | null;
  /** The latest numbers; null until the lab is ready. */
  readonly snapshot: LabSnapshot | null;
  addEventListener<K extends keyof LabEvents>(type: K,
    listener: (this: ContrastiveLab, event: LabEvents[K]) => void,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions): void;
}

/** Must be called before the first lab starts. base: the address of the folder with the files beside
 *  the script, when a bundler has moved it away from them; language: the code of the language that
 *  all labs speak. */
export declare function configure(options: { base?: string | URL; language?: string }): void;

declare global {
  interface HTMLElementTagNameMap { 'contrastive-lab': ContrastiveLab }
}
