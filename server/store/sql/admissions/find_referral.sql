select c.code, (select count(*)::int from referral r where r.referrer_id = c.student_id) as came,
       (select count(*)::int from enrollment e where e.referrer_id = c.student_id and e.state in ('active', 'completed')) as enrolled
from referral_code c where c.student_id = :student_id
