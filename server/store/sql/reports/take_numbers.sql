insert into fiscal_series (series, last) values (:series, :count)
on conflict (series) do update set last = fiscal_series.last + excluded.last
returning last
