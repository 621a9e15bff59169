-- Who is due is found by one query over all tenants.
drop index training_watch_tenant;
