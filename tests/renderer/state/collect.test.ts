/** Collecting: what is asked for, progress and gaps as they come, the end. */
import { describe, expect, it } from 'vitest';
import { collectFault, regionsIn } from '#renderer/state/collect.ts';
import { opened, settled, startWindow } from '../window.ts';

describe('the form', () => {
  it('takes Regions with any separator, each once', () => {
    expect(regionsIn(' eu-west-1, us-east-1\n us-gov-west-1;eu-west-1 ')).toEqual([
      'eu-west-1',
      'us-east-1',
      'us-gov-west-1',
    ]);
  });

  it('names what is wrong with it', () => {
    const form = { profiles: [], regions: '', endpoint: '' };
    expect(collectFault(form)).toBeUndefined();
    expect(collectFault({ ...form, regions: 'eu-west-1 ireland' })).toContain('“ireland”');
    expect(collectFault({ ...form, endpoint: 'localhost:4566' })).toContain('http');
  });
});

describe('a collection', () => {
  it('shows progress and gaps of its own job only, and opens what it got', async () => {
    const { state, emit, asked } = startWindow();
    state().setCollectForm({ profiles: ['prod'], regions: 'eu-west-1', endpoint: '' });
    await state().startCollect();
    expect(asked.at(-1)?.input).toEqual({ profiles: ['prod'], regions: ['eu-west-1'] });
    const progress = {
      done: 3,
      total: 20,
      account: '1',
      region: 'eu-west-1',
      call: 'ec2:DescribeVpcs',
    };
    emit('progress', { job: 'job-1', ...progress });
    emit('progress', { job: 'another', ...progress, done: 19 });
    emit('gap', { job: 'job-1', message: 'DescribeRouteTables was refused' });
    await settled();
    expect(state().collecting).toMatchObject({ phase: 'running', progress: { done: 3 } });
    expect(state().collectGaps).toEqual(['DescribeRouteTables was refused']);
    emit('collected', { job: 'job-1', opened: opened('live') });
    await settled();
    const { source } = state();
    expect(source.phase === 'open' && source.opened.title).toBe('live');
    expect(state().collecting).toEqual({ phase: 'idle' });
  });

  it('a stop is asked once and waits for the end; an end in error is told', async () => {
    const { state, emit, asked } = startWindow();
    await state().startCollect();
    await state().stopCollect();
    expect(asked.at(-1)).toEqual({ method: 'cancel', input: { job: 'job-1' } });
    expect(state().collecting).toMatchObject({ phase: 'running', stopping: true });
    emit('collected', {
      job: 'job-1',
      error: 'The SSO session of prod has expired: run aws sso login.',
    });
    await settled();
    expect(state().collecting).toEqual({
      phase: 'failed',
      message: 'The SSO session of prod has expired: run aws sso login.',
    });
  });
});
