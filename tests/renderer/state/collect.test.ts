/** Collecting: what is asked for, progress and gaps as they come, the end. */
import { describe, expect, it } from 'vitest';
import type { AccountProgress, PlaceProgress } from '#app/api/collect.ts';
import { collectFault, EMPTY_FORM, wordsIn } from '#renderer/state/collect.ts';
import { opened, settled, startWindow } from '../window.ts';

describe('the form', () => {
  it('takes Regions with any separator, each once', () => {
    expect(wordsIn(' eu-west-1, us-east-1\n us-gov-west-1;eu-west-1 ')).toEqual([
      'eu-west-1',
      'us-east-1',
      'us-gov-west-1',
    ]);
  });

  it('names what is wrong with it', () => {
    const form = EMPTY_FORM;
    expect(collectFault(form)).toBeUndefined();
    expect(collectFault({ ...form, regions: 'eu-west-1 ireland' })).toContain('“ireland”');
    for (const region of ['eusc-de-east-1', 'us-gov-west-1', 'us-isob-east-1', 'cn-northwest-1'])
      expect(collectFault({ ...form, regions: region })).toBeUndefined();
    expect(collectFault({ ...form, endpoint: 'localhost:4566' })).toContain('http');
    expect(collectFault({ ...form, withoutAccounts: '111111111111 prod' })).toContain('“prod”');
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

  it('ends with the engine', async () => {
    const { state, hangUp } = startWindow();
    await state().startCollect();
    hangUp();
    await settled();
    expect(state().collecting).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining('The engine stopped') as string,
    });
  });

  it('asks for an organization, shows each account and Region, and hands on a code without keeping it', async () => {
    const { state, emit, asked } = startWindow();
    const device = 'arn:aws:iam::111111111111:mfa/ana';
    state().setCollectForm({
      orgRole: 'audit',
      externalId: 'planted-external-id',
      withoutAccounts: '333333333333, 444444444444',
      quotas: false,
      mfaSerial: device,
    });
    await state().startCollect();
    expect(asked.at(-1)?.input).toEqual({
      profiles: [],
      regions: [],
      quotas: false,
      mfaSerial: device,
      organization: {
        role: 'audit',
        externalId: 'planted-external-id',
        accounts: { exclude: ['333333333333', '444444444444'] },
      },
    });
    emit('mfa', { job: 'another', device: 'not ours' });
    emit('mfa', { job: 'job-1', device });
    await settled();
    expect(state().collecting).toMatchObject({ device });
    expect(state().dialog).toBe('collect');
    await state().sendMfaCode('123456');
    expect(asked.at(-1)).toEqual({ method: 'mfaCode', input: { job: 'job-1', code: '123456' } });
    expect(state().collecting).toMatchObject({ device: undefined });
    expect(JSON.stringify(state())).not.toContain('123456');
    const one = { account: '111111111111', name: 'payer' };
    const two = { account: '222222222222', name: 'net', phase: 'waiting' } as const;
    const say = (accounts: readonly AccountProgress[], places: readonly PlaceProgress[] = []) =>
      emit('standing', { job: 'job-1', accounts, places });
    say([{ ...one, phase: 'waiting' }, two]);
    say([{ ...one, phase: 'refused' }]);
    const place = { account: two.account, region: 'us-east-1', calls: 9, done: 2, gaps: 1 };
    say([{ ...two, phase: 'reading' }], [{ ...place, phase: 'reading' }]);
    say([], [{ ...place, phase: 'read', done: 9 }]);
    emit('note', { job: 'job-1', message: '1 account was left out' });
    await settled();
    expect(state().collecting).toMatchObject({
      accounts: [
        { ...one, phase: 'refused', places: [] },
        { ...two, phase: 'reading', places: [{ ...place, phase: 'read', done: 9 }] },
      ],
    });
    expect(state().collectNotes).toEqual(['1 account was left out']);
  });
});

describe('one that did not come to its end', () => {
  const one = {
    path: '/kept/net/.collecting',
    estate: 'net',
    created: '2026-01-05T22:10:00Z',
    far: { answered: 412, calls: 900 },
    profiles: ['net'],
    regions: ['eu-west-1', 'us-east-1'],
    endpoint: undefined,
    organization: { role: 'audit', without: ['111111111111'] },
    quotas: false,
    mfaSerial: undefined,
    withheld: ['externalId'],
  } as const;

  it('is gone on with by its journal, and what is not kept; a refresh repeats it as it was begun', async () => {
    const { state, asked } = startWindow({ unfinished: () => Promise.resolve([one]) });
    await state().loadUnfinished();
    expect(state().unfinished).toEqual([one]);
    await state().goOnCollecting(one, { externalId: 'x-1', endpoint: '' });
    expect(asked.at(-1)).toEqual({
      method: 'collectOn',
      input: { path: one.path, externalId: 'x-1' },
    });
    expect(state().collecting).toMatchObject({
      phase: 'running',
      job: 'job-1',
      form: {
        profiles: ['net'],
        regions: 'eu-west-1 us-east-1',
        orgRole: 'audit',
        withoutAccounts: '111111111111',
        externalId: 'x-1',
        quotas: false,
      },
    });
    await state().discardCollection(one);
    expect(state().unfinished).toEqual([]);
  });
});
