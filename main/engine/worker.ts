/** The engine's thread: every port it is handed becomes a wire to an engine; all of them share the opened estates. */
import { homedir } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { engineContract } from '#app/api/engine.ts';
import { serve } from '#app/api/rpc.ts';
import { Ahead } from './ahead.ts';
import { createEngine } from './engine.ts';
import type { Emit } from './parts.ts';
import { Estates } from './estates.ts';
import { veil, veilLastWords } from '#main/secrets.ts';
import { settingsFolder, settingsIn } from '#main/store/settings.ts';
import { portWire } from './port.ts';
import type { NewWire, ReadEarly } from './spawn.ts';
import { outside } from './sources.ts';
import { spawnArranger } from './spawn-arranger.ts';
import { spawnPlanner } from './spawn-planner.ts';
import { spawnWriter } from './spawn-writer.ts';

veilLastWords();

const estates = new Estates();
const settings = settingsIn(settingsFolder(process.env, process.platform, homedir()));
/** One of each for all wires: they mind how many work at once. */
const planner = spawnPlanner();
const writer = spawnWriter();
const arrange = spawnArranger;
const ahead = new Ahead(outside, arrange);

parentPort?.on('message', (told: NewWire | ReadEarly) => {
  if ('early' in told) return ahead.begin(told.early);
  const { port, about } = told;
  const wire = portWire(port);
  const emit: Emit = (event, data) => serving.emit(event, data);
  const { engine, stop } = createEngine({
    about,
    estates,
    emit,
    planner,
    writer,
    arrange,
    settings,
    ahead,
  });
  const serving = serve(engineContract, engine, wire, veil);
  wire.onClose(stop);
});
