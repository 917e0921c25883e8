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

export interface LabEvents {
  ready: CustomEvent<{ lab: LabName }>;
  snapshot: CustomEvent<LabSnapshot>;
  /** It begins to train, or rests. */
  training: CustomEvent<{ lab: LabName; title: string; playing: boolean; waiting: boolean;
    why: string }>;
  error: CustomEvent<{ status: string; text: string }>;
}

/** Attributes: lab, loading ("lazy" or "eager"), autoplay, background (it trains on in a hidden tab),
 *  theme ("light", "dark" or "projector"), url-state, and any parameter by its schema name (seed, tau,
 *  pairs, dim, lr, optimizer, ...). A lab that was started trains on while it is out of sight; of all
 *  labs of a page one with an encoder trains at a time, so starting another pauses the first. */
export declare class ContrastiveLab extends HTMLElement {
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Trains n steps (1 when left out) and pauses; resolves with their snapshot. */
  step(n?: number): Promise<LabSnapshot>;
  /** Back to the same starting weights; resolves with their snapshot. */
  reset(): Promise<LabSnapshot>;
  /** Ends the lab's worker and frees what it held. */
  finalize(): void;
  /** null until the lab is ready. */
  readonly state: LabState | null;
  readonly snapshot: LabSnapshot | null;
  addEventListener<K extends keyof LabEvents>(type: K,
    listener: (this: ContrastiveLab, event: LabEvents[K]) => void,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap { 'contrastive-lab': ContrastiveLab }
}
