-- Up to which id changes are no longer kept for their age. Not the smallest id left: an erasure takes ids out anywhere.
alter table stream.head add forgotten_id bigint not null default 0;

update stream.head set forgotten_id = coalesce((select min(id) - 1 from stream.change), id);
