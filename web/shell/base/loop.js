// The page's one animation loop: runs the tasks that asked for a frame, and stops when there are
// none.

/** @typedef {(now: number) => boolean} Task returns whether it wants the next frame too */

/** @type {Set<Task>} */
let wishes = new Set();
let frame = 0;

/** @param {number} now */
function run(now) {
  const tasks = wishes;
  wishes = new Set();
  frame = 0;
  for (const task of tasks) {
    try {
      if (task(now)) request(task);
    } catch (error) {
      reportError(error); // so that the other labs go on
    }
  }
}

/** Runs the task once in the next frame. @param {Task} task */
export function request(task) {
  wishes.add(task);
  if (!frame) frame = requestAnimationFrame(run);
}

/** @param {Task} task */
export function cancel(task) {
  wishes.delete(task);
}
