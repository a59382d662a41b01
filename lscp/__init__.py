"""OpenLSCP: the information system of a Local Safeguarding Children Partnership."""
