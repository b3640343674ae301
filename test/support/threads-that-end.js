// Threads end when they have told what came of a lot of files, before they begin the next: node --import this. The process itself is left alone.
import { isMainThread, parentPort } from 'node:worker_threads';

if (!isMainThread) {
  const post = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (message) => {
    post(message);
    if (message.kind === 'done') process.exit();
  };
}
