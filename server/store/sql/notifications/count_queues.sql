select (select count(*) from course_revision r join course c on c.id = r.course_id and c.revision = r.number where r.state = 'submitted' and c.state <> 'archived') as reviews,
       (select count(*) from withdrawal where state = 'requested') as withdrawals
