/** A plan's own thread: tells how far it is, and ends with the plan. */
import { inThread } from './in-thread.ts';
import { planFrom } from './plan-run.ts';

inThread(planFrom);
