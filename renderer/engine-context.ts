/** The engine, for components that ask it something of their own: suggestions as one types. */
import { createContext, use } from 'react';
import type { EngineClient } from './link.ts';

export const EngineContext = createContext<EngineClient | undefined>(undefined);

export function useEngine(): EngineClient {
  const engine = use(EngineContext);
  if (!engine) throw new Error('no engine above this component');
  return engine;
}
