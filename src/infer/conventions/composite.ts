// Conventions of several columns together. They look at the whole schema and are found in composite.ts.
import type { ConventionAccount } from '../convention-account.js'

const compositeKey: ConventionAccount = {
  name: 'composite-key',
  title: 'Every column of a composite key, by the same names or with the name of its table',
  examples: [
    {
      tables: 'Team(projectId+teamId), TeamMember(id, projectId, teamId)',
      link: 'TeamMember(projectId, teamId) -> Team(projectId, teamId)',
    },
  ],
  counterExamples: [
    {
      tables: 'Team(id, projectId), TeamMember(id, projectId, teamId)',
      link: 'TeamMember(projectId, teamId) -> Team(projectId, id)',
    },
  ],
}

const tenantKey: ConventionAccount = {
  name: 'tenant-key',
  title: 'A key and the tenant it belongs to, where the parent has a unique key for just that',
  examples: [
    {
      tables: 'Survey(id, spaceId, id+spaceId!), Answer(id, surveyId, spaceId)',
      link: 'Answer(surveyId, spaceId) -> Survey(id, spaceId)',
    },
    {
      tables: 'Node(id, spaceId, parentId, id+spaceId!)',
      link: 'Node(parentId, spaceId) -> Node(id, spaceId)',
    },
  ],
  counterExamples: [
    {
      tables: 'Survey(id, spaceId), Answer(id, surveyId, spaceId)',
      link: 'Answer(surveyId, spaceId) -> Survey(id, spaceId)',
    },
  ],
}

export const compositeConventions: readonly ConventionAccount[] = [compositeKey, tenantKey]
