-- Where in the file a finding is: lines are counted on each page of a PDF and in each sheet or member.
ALTER TABLE validation ADD COLUMN page INTEGER;
ALTER TABLE validation ADD COLUMN statement INTEGER; -- which of the file's statements, from 1
