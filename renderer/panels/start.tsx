/** What stands in the middle while nothing is open: the ways in, or what went wrong and the way out. */
import { useApp } from '../use-state.ts';
import { ActionButton } from '../parts/press.tsx';
import { Words } from '../parts/text.tsx';

export function Start() {
  const source = useApp((state) => state.source);
  if (source.phase === 'open') return null;
  return (
    <div className="start">
      {source.phase === 'opening' ? (
        <div className="start-card" role="status">
          <p className="start-title">
            Reading <Words text={source.what} />…
          </p>
          <div className="bar" aria-hidden="true" />
          <p className="quiet">Joining the network, routing it, running every rule.</p>
        </div>
      ) : (
        <div className="start-card">
          {source.phase === 'failed' ? (
            <div role="alert" className="start-fault">
              <p className="start-title">
                Could not open <Words text={source.what} />
              </p>
              <p>
                <Words text={source.message} />
              </p>
            </div>
          ) : (
            <p className="start-title">See the network, find what is wrong with it.</p>
          )}
          <div className="start-ways">
            <ActionButton id="open-sample" icon="mesh" primary>
              Open the sample estate
            </ActionButton>
            <ActionButton id="open-file" icon="file" />
            <ActionButton id="open-folder" icon="folder" />
            <ActionButton id="collect" icon="cloud" />
          </div>
          <p className="quiet">
            Drop files or a folder anywhere: a Peerless snapshot,{' '}
            <code className="mono">aws ec2 describe-*</code> JSON, Terraform state or a plan as{' '}
            <code className="mono">terraform show -json</code> prints it, files of AWS Config, a
            Batfish <code className="mono">aws_configs</code> folder.
          </p>
          <p className="quiet">Everything stays on this machine. Every AWS call only reads.</p>
        </div>
      )}
    </div>
  );
}
