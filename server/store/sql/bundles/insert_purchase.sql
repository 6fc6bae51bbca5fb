insert into bundle_purchase (id, bundle_id, student_id, title, source, total_minor, currency, country, request_key, created_at)
values (:id, :bundle_id, :student_id, :title, :source, :total_minor, :currency, :country, :request_key, :now)
