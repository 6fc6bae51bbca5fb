delete from enrollment_deadline
where enrollment_id = any (array(select enrollment_id from enrollment_deadline where expires_at < :now
                                 order by expires_at limit 500 for update skip locked))
returning enrollment_id
