insert into bundle (id, kind, title, description, discount_bps, funding, state, created_by, created_at)
values (:id, :kind, :title, :description, :discount_bps, :funding, 'draft', :created_by, :now)
