-- Locked, so that two admins who demote each other at the same moment do not both see the other still there.
select count(*) as admins from (select id from app_user where role = 'admin' and state = 'active' order by id for update) a
