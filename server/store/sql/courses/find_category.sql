select id, name, share_bps from category where id = :id
