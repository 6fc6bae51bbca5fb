update bundle set kind = :kind, title = :title, description = :description, discount_bps = :discount_bps, funding = :funding where id = :id
