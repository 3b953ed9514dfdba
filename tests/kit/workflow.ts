/** GitHub's own parser of workflows, as a check. */
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';

/** What GitHub would say against a workflow; empty where it takes it. */
export async function workflowComplaints(yaml: string): Promise<string[]> {
  const { context, value } = parseWorkflow(
    { name: 'workflow.yaml', content: yaml },
    new NoOperationTraceWriter(),
  );
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map((error) => error.message);
}
