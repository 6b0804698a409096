// Conventions of several columns together. They look at the whole schema and are found in composite-search.ts.
import type { ConventionAccount } from '../convention-account.js'

const compositeKey: ConventionAccount = {
  name: 'composite-key',
  title: 'Every column of a composite key, by the same names or with the name of its table',
  examples: [
    {
      tables: 'Team(projectId+teamId), TeamMember(id, projectId, teamId)',
      link: 'TeamMember(projectId, teamId) -> Team(projectId, teamId)',
    },
    {
      tables: 'berths(b_yard_id+b_id, b_depth), crafts(c_yard_id+c_berth+c_id, c_b_id, c_sail)',
      link: 'crafts(c_yard_id, c_b_id) -> berths(b_yard_id, b_id)',
    },
    { tables: 'Trip(areaId+id), NightTrip(areaId+id)', link: 'NightTrip(areaId, id) -> Trip(areaId, id)' },
    {
      tables: 'squads(league_no+squad_no), duels(id, league_no, home_squad_no, guest_squad_no)',
      link: 'duels(league_no, guest_squad_no) -> squads(league_no, squad_no)',
    },
    {
      tables: 'wing(site_id+wing_no, parent_wing_no)',
      link: 'wing(site_id, parent_wing_no) -> wing(site_id, wing_no)',
    },
  ],
  counterExamples: [
    {
      tables: 'Team(id, projectId), TeamMember(id, projectId, teamId)',
      link: 'TeamMember(projectId, teamId) -> Team(projectId, id)',
    },
    {
      tables: 'legs(trip_no+leg_no), swaps(id, old_trip_no, old_leg_no, new_trip_no, new_leg_no)',
      link: 'swaps(old_trip_no, new_leg_no) -> legs(trip_no, leg_no)',
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
      tables: 'GuestTeam(id, orgId, id+orgId!), Visit(id, teamId, guestTeamId, orgId)',
      link: 'Visit(teamId, orgId) -> GuestTeam(id, orgId)',
    },
    {
      tables: 'Survey(id, spaceId), Answer(id, surveyId, spaceId)',
      link: 'Answer(surveyId, spaceId) -> Survey(id, spaceId)',
    },
  ],
}

export const compositeConventions: readonly ConventionAccount[] = [compositeKey, tenantKey]
