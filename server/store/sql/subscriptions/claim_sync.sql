-- A minute later it is looked at again, should this look come to nothing.
update subscription set sync_at = :again
where id in (select id from subscription where sync_at <= :now order by sync_at limit :limit for update skip locked)
returning id
