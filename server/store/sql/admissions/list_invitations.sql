select i.id, i.course_id, i.code, i.email, i.seats, i.is_free, i.created_at, i.expires_at, i.revoked_at, u.name as created_by,
       (select count(*) from invitation_use x where x.invitation_id = i.id)::int as used
from invitation i join app_user u on u.id = i.created_by
where i.course_id = :course_id and (:cursor::uuid is null or i.id < :cursor::uuid)
order by i.id desc limit :limit
