// Types of the custom element <contrastive-lab>, for pages that embed it.

export type LabName = 'augment' | 'byol' | 'infonce' | 'moco' | 'negatives' | 'practice' | 'simclr'
  | 'swav' | 'temperature';

/** What an attribute, the address and `state.params` hold: values by the schema's names. */
export type Params = Readonly<Record<string, number | string>>;

export interface LabSnapshot {
  /** Whole training steps done. */
  readonly step: number;
  /** Loss of the last batch in nats; NaN before the first step. */
  readonly loss: number;
  /** Training speed; 0 while it rests. */
  readonly stepsPerSecond: number;
  /** By name; NaN where not defined or not known yet. */
  readonly metrics: Readonly<Record<string, number>>;
  /** [items, 3], on the unit sphere. */
  readonly positions: Float32Array;
}

export interface LabState {
  readonly lab: LabName;
  readonly params: Params;
  /** Whether it trains at the moment, in view or not. */
  readonly playing: boolean;
  /** Whether it was started and waits to be seen: in a hidden tab without the attribute
   *  `background`, or off the screen where it had started by itself. It then goes on by itself. */
  readonly waiting: boolean;
  /** Why it rests where nobody paused it, in words: the end of its schedule, another lab that
   *  trains, a system that asks for less motion or data; else "". */
  readonly why: string;
  /** Steps per second, or phase by phase. */
  readonly speed: 'phase' | number;
  /** The picked anchor's index, and the item under the pointer (-1: none). */
  readonly anchor: number;
  readonly hover: number;
  /** What was refused, where it was given; null when all is well. */
  readonly problem: { readonly where: string; readonly text: string } | null;
  /** Of labs with a grid of short runs: what came of each, by its steps and values; null before the
   *  first. problem: why it ended early, "" when it did not. */
  readonly trials: { readonly results: Readonly<Record<string, { readonly loss: number;
    readonly metrics: LabSnapshot['metrics']; readonly problem: string }>> } | null;
}

/** Why something was refused or has failed. The engine's own statuses, as its schema names them, and
 *  after them those of the page around it. */
export type ErrorStatus =
  /** An argument is outside its range. */
  | 'arg'
  /** A value, or several together, cannot be. */
  | 'config'
  /** There is not as much memory as it takes. */
  | 'memory'
  /** A file is not what it should be. */
  | 'format'
  /** A zero vector has no direction. */
  | 'zero'
  /** A number became infinite or undefined: the run has diverged, and rests. */
  | 'nonfinite'
  /** Not possible at this point. */
  | 'state'
  /** The lab, or a part of it, could not be loaded or could not start. */
  | 'start'
  /** The lab's worker has died; play() starts it anew. */
  | 'crash'
  /** The engine has failed in itself; another one has taken over. */
  | 'trap'
  /** Of promises alone: another request has ended this one. */
  | 'interrupted';

export interface LabEvents {
  /** Its first session is open. */
  ready: CustomEvent<{ lab: LabName }>;
  /** New numbers have come. */
  snapshot: CustomEvent<LabSnapshot>;
  /** It begins to train, or rests. */
  training: CustomEvent<{ lab: LabName; title: string; playing: boolean; waiting: boolean;
    why: string }>;
  /** Something was refused or has failed, in words. */
  error: CustomEvent<{ status: ErrorStatus; text: string }>;
}

/** The element's own attributes. Beside them any parameter by its schema name may be one (seed, tau,
 *  pairs, dim, lr, optimizer, ...). */
export interface LabAttributes {
  /** Which lab; infonce when left out. */
  lab: LabName;
  /** When it starts: as it comes near the screen, or at once. */
  loading: 'lazy' | 'eager';
  /** It trains as soon as it is ready and in sight, and waits while it is not; unless the reader
   *  prefers reduced motion or to save data, or another lab with an encoder trains. */
  autoplay: '';
  /** Once started it trains on in a hidden tab as well. */
  background: '';
  /** Its colours; those of the reader's system when left out. */
  theme: 'auto' | 'light' | 'dark' | 'projector';
  /** One picture, two or three controls, Play, and no prose. Its height is 480px, or what the page
   *  gives the custom property --lab-height. */
  compact: '';
  /** Names of the lab's panels to be shown, with spaces between them, in this order. */
  panels: string;
  /** Names of parameters whose controls are shown, with spaces between them, in this order; the
   *  others are under "More settings". */
  controls: string;
  /** The settings are kept in the page's address. */
  'url-state': '';
}

/** A lab that trains in the reader's tab. Once started it trains on while it is out of sight. Of all
 *  labs of a page one with an encoder trains at a time: starting another pauses the first. */
export declare class ContrastiveLab extends HTMLElement {
  /** Trains until it is paused. Before it is in a page, what is asked of it waits until it is. A
   *  promise of these methods that cannot be kept is rejected, with an ErrorStatus as its `status`
   *  where the engine has refused it, or as an AbortError where the lab has ended. */
  play(): Promise<void>;
  /** Rests where it is. */
  pause(): Promise<void>;
  /** Trains n steps (1 when left out) and pauses; resolves with their snapshot. */
  step(n?: number): Promise<LabSnapshot>;
  /** Back to the same starting weights; resolves with their snapshot. */
  reset(): Promise<LabSnapshot>;
  /** Ends the lab's worker, also while it starts, and frees what it held: its poster is shown, and
   *  play(), step() or reset() start it anew. */
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

/** Where the files beside the script are, when a bundler has moved it away from them; to be called
 *  before the first lab starts. base: the address of their folder. */
export declare function configure(options: { base: string | URL }): void;

declare global {
  interface HTMLElementTagNameMap { 'contrastive-lab': ContrastiveLab }
}
