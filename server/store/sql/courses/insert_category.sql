insert into category (id, name, position) values (:id, :name, :position) on conflict (name) do nothing
