-- The database of lecternd. As postgres:  psql -v owner_password=… -v app_password=… -f database.sql
-- The owner migrates and does nothing else. The name lectern_app is fixed: migrations grant its rights by that name.
create role lectern_owner login password :'owner_password';
create role lectern_app login password :'app_password';
create database lectern owner lectern_owner encoding 'UTF8' template template0;
\connect lectern
alter schema public owner to lectern_owner;
create extension if not exists pg_trgm;
