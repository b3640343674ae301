<?xml version="1.0" encoding="UTF-8"?>
<!--
  XDIS91 to CareCommunication in XML by our own rows, as far as XSLT 1.0 goes: no ids by SHA-256 (ids are put together from the letter's),
  no look-ups in a directory, summer time by the month, no checks, no trace, no account of what is left out. For the benchmark only.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://hl7.org/fhir"
  xmlns:m="http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/" exclude-result-prefixes="m">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:variable name="base" select="'http://medcomfhir.dk/ig/carecommunication/'"/>
  <xsl:variable name="core" select="'http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-'"/>
  <xsl:variable name="terms" select="'http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-'"/>
  <xsl:variable name="letter" select="/m:Emessage/m:ClinicalEmail"/>
  <xsl:variable name="id" select="$letter/m:Letter/m:Identifier"/>
  <xsl:variable name="sent">
    <xsl:apply-templates select="/m:Emessage/m:Envelope/m:Sent"/>
  </xsl:variable>
  <xsl:variable name="written">
    <xsl:apply-templates select="$letter/m:Letter/m:Authorisation"/>
  </xsl:variable>

  <xsl:template match="m:Sent | m:Authorisation">
    <xsl:variable name="month" select="number(substring(m:Date, 6, 2))"/>
    <xsl:value-of select="concat(m:Date, 'T', m:Time, ':00+0')"/>
    <xsl:choose>
      <xsl:when test="$month &gt; 3 and $month &lt; 11">2:00</xsl:when>
      <xsl:otherwise>1:00</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Lines of a text. -->
  <xsl:template match="m:Break"><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="m:Space"><xsl:text> </xsl:text></xsl:template>
  <xsl:variable name="text">
    <xsl:for-each select="$letter/m:ClinicalInformation/m:Text01">
      <xsl:if test="position() &gt; 1"><xsl:text>&#10;</xsl:text></xsl:if>
      <xsl:apply-templates/>
    </xsl:for-each>
  </xsl:variable>

  <!-- A resource with what all have; $shown are the lines of its narrative. -->
  <xsl:template name="entry">
    <xsl:param name="type"/>
    <xsl:param name="role" select="$type"/>
    <xsl:param name="profile"/>
    <xsl:param name="shown"/>
    <xsl:param name="content"/>
    <entry>
      <fullUrl value="https://medcomfhir.dk/ig/carecommunication/{$type}/{$id}-{$role}"/>
      <resource>
        <xsl:element name="{$type}">
          <id value="{$id}-{$role}"/>
          <meta><profile value="{$profile}"/></meta>
          <text>
            <status value="generated"/>
            <div xmlns="http://www.w3.org/1999/xhtml">
              <p><b><xsl:value-of select="$type"/> id:</b><xsl:value-of select="concat(' ', $id, '-', $role)"/></p>
              <xsl:copy-of select="$shown"/>
            </div>
          </text>
          <xsl:copy-of select="$content"/>
        </xsl:element>
      </resource>
    </entry>
  </xsl:template>

  <xsl:template name="reference">
    <xsl:param name="name"/>
    <xsl:param name="type"/>
    <xsl:param name="role" select="$type"/>
    <xsl:element name="{$name}"><reference value="{$type}/{$id}-{$role}"/></xsl:element>
  </xsl:template>

  <xsl:template name="coding">
    <xsl:param name="name" select="'coding'"/>
    <xsl:param name="system"/>
    <xsl:param name="code"/>
    <xsl:element name="{$name}"><system value="{$system}"/><code value="{$code}"/></xsl:element>
  </xsl:template>

  <xsl:template name="line">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:if test="$value != ''">
      <p xmlns="http://www.w3.org/1999/xhtml"><b><xsl:value-of select="$label"/>:</b><xsl:value-of select="concat(' ', $value)"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="organisation">
    <xsl:param name="of"/>
    <xsl:param name="role"/>
    <xsl:call-template name="entry">
      <xsl:with-param name="type" select="'Organization'"/>
      <xsl:with-param name="role" select="$role"/>
      <xsl:with-param name="profile" select="'http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-organization'"/>
      <xsl:with-param name="shown">
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Lokationsnummer/EAN (GLN)'"/><xsl:with-param name="value" select="$of/m:EANIdentifier"/></xsl:call-template>
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Navn (name)'"/><xsl:with-param name="value" select="$of/m:OrganisationName"/></xsl:call-template>
      </xsl:with-param>
      <xsl:with-param name="content">
        <identifier><use value="official"/><system value="https://www.gs1.org/gln"/><value value="{$of/m:EANIdentifier}"/></identifier>
        <xsl:choose>
          <xsl:when test="$of/m:IdentifierCode = 'ydernummer'">
            <identifier><system value="urn:oid:1.2.208.176.1.4"/><value value="{$of/m:Identifier}"/></identifier>
          </xsl:when>
          <xsl:when test="$of/m:IdentifierCode = 'kommunenummer'">
            <identifier><system value="http://hl7.dk/fhir/core/CodeSystem/dk-core-municipality-codes"/><value value="{$of/m:Identifier}"/></identifier>
          </xsl:when>
        </xsl:choose>
        <xsl:if test="$of/m:OrganisationName"><name value="{$of/m:OrganisationName}"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/">
    <Bundle>
      <id value="{/m:Emessage/m:Envelope/m:Identifier}"/>
      <meta><profile value="{$base}StructureDefinition/medcom-careCommunication-message"/></meta>
      <type value="message"/>
      <timestamp value="{$sent}"/>
      <xsl:call-template name="entry">
        <xsl:with-param name="type" select="'MessageHeader'"/>
        <xsl:with-param name="profile" select="concat($base, 'StructureDefinition/medcom-careCommunication-messageHeader')"/>
        <xsl:with-param name="shown">
          <xsl:call-template name="line"><xsl:with-param name="label" select="'Type (event)'"/><xsl:with-param name="value" select="'care-communication-message'"/></xsl:call-template>
        </xsl:with-param>
        <xsl:with-param name="content">
          <xsl:call-template name="coding"><xsl:with-param name="name" select="'eventCoding'"/><xsl:with-param name="system" select="concat($terms, 'messaging-eventCodes')"/><xsl:with-param name="code" select="'care-communication-message'"/></xsl:call-template>
          <destination>
            <extension url="http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-destinationUseExtension">
              <xsl:call-template name="coding"><xsl:with-param name="name" select="'valueCoding'"/><xsl:with-param name="system" select="concat($terms, 'messaging-destinationUse')"/><xsl:with-param name="code" select="'primary'"/></xsl:call-template>
            </extension>
            <xsl:call-template name="reference"><xsl:with-param name="name" select="'receiver'"/><xsl:with-param name="type" select="'Organization'"/><xsl:with-param name="role" select="'receiver'"/></xsl:call-template>
          </destination>
          <xsl:call-template name="reference"><xsl:with-param name="name" select="'sender'"/><xsl:with-param name="type" select="'Organization'"/><xsl:with-param name="role" select="'sender'"/></xsl:call-template>
          <xsl:call-template name="reference"><xsl:with-param name="name" select="'focus'"/><xsl:with-param name="type" select="'Communication'"/></xsl:call-template>
          <definition value="http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5.0"/>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="patient"/>
      <xsl:call-template name="communication"/>
      <xsl:call-template name="entry">
        <xsl:with-param name="type" select="'PractitionerRole'"/>
        <xsl:with-param name="profile" select="concat($core, 'practitionerrole')"/>
        <xsl:with-param name="content">
          <xsl:call-template name="reference"><xsl:with-param name="name" select="'practitioner'"/><xsl:with-param name="type" select="'Practitioner'"/></xsl:call-template>
          <xsl:call-template name="reference"><xsl:with-param name="name" select="'organization'"/><xsl:with-param name="type" select="'Organization'"/><xsl:with-param name="role" select="'sender'"/></xsl:call-template>
          <code><text value="ukendt"/></code>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="entry">
        <xsl:with-param name="type" select="'Practitioner'"/>
        <xsl:with-param name="profile" select="concat($core, 'practitioner')"/>
        <xsl:with-param name="content"><name><family value="{$letter/m:Sender/m:OrganisationName}"/></name></xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="organisation"><xsl:with-param name="of" select="$letter/m:Sender"/><xsl:with-param name="role" select="'sender'"/></xsl:call-template>
      <xsl:call-template name="organisation"><xsl:with-param name="of" select="$letter/m:Receiver"/><xsl:with-param name="role" select="'receiver'"/></xsl:call-template>
      <xsl:call-template name="provenance"/>
    </Bundle>
  </xsl:template>

  <xsl:template name="patient">
    <xsl:variable name="patient" select="$letter/m:Patient"/>
    <xsl:call-template name="entry">
      <xsl:with-param name="type" select="'Patient'"/>
      <xsl:with-param name="profile" select="concat($core, 'patient')"/>
      <xsl:with-param name="shown">
        <xsl:call-template name="line"><xsl:with-param name="label" select="'CPR-nummer (civil registration number)'"/><xsl:with-param name="value" select="$patient/m:CivilRegistrationNumber"/></xsl:call-template>
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Fornavn (given name)'"/><xsl:with-param name="value" select="$patient/m:PersonGivenName"/></xsl:call-template>
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Efternavn (family name)'"/><xsl:with-param name="value" select="$patient/m:PersonSurnameName"/></xsl:call-template>
      </xsl:with-param>
      <xsl:with-param name="content">
        <identifier><use value="official"/><system value="urn:oid:1.2.208.176.1.2"/><value value="{$patient/m:CivilRegistrationNumber}"/></identifier>
        <name>
          <use value="official"/>
          <family value="{$patient/m:PersonSurnameName}"/>
          <xsl:if test="$patient/m:PersonGivenName"><given value="{$patient/m:PersonGivenName}"/></xsl:if>
        </name>
        <xsl:if test="$patient/m:StreetName">
          <address>
            <line value="{$patient/m:StreetName}"/>
            <city value="{$patient/m:DistrictName}"/>
            <postalCode value="{$patient/m:PostCodeIdentifier}"/>
          </address>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="communication">
    <xsl:call-template name="entry">
      <xsl:with-param name="type" select="'Communication'"/>
      <xsl:with-param name="profile" select="concat($base, 'StructureDefinition/medcom-careCommunication-communication')"/>
      <xsl:with-param name="shown">
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Emne (topic)'"/><xsl:with-param name="value" select="$letter/m:AdditionalInformation/m:Subject"/></xsl:call-template>
        <xsl:call-template name="line"><xsl:with-param name="label" select="'Meddelelsestekst (message text)'"/><xsl:with-param name="value" select="$text"/></xsl:call-template>
      </xsl:with-param>
      <xsl:with-param name="content">
        <identifier><value value="{$id}"/></identifier>
        <status value="unknown"/>
        <category><xsl:call-template name="coding"><xsl:with-param name="system" select="concat($terms, 'careCommunication-categoryCodes')"/><xsl:with-param name="code" select="'other'"/></xsl:call-template></category>
        <xsl:call-template name="reference"><xsl:with-param name="name" select="'subject'"/><xsl:with-param name="type" select="'Patient'"/></xsl:call-template>
        <topic><text value="{$letter/m:AdditionalInformation/m:Subject}"/></topic>
        <payload>
          <extension url="{$core}datetime-extension"><valueDateTime value="{$written}"/></extension>
          <extension url="{$core}identifier-extension">
            <valueIdentifier>
              <value value="{$id}-text"/>
              <xsl:call-template name="reference"><xsl:with-param name="name" select="'assigner'"/><xsl:with-param name="type" select="'Organization'"/><xsl:with-param name="role" select="'sender'"/></xsl:call-template>
            </valueIdentifier>
          </extension>
          <extension url="{$core}practitioner-extension">
            <xsl:call-template name="reference"><xsl:with-param name="name" select="'valueReference'"/><xsl:with-param name="type" select="'PractitionerRole'"/></xsl:call-template>
          </extension>
          <xsl:if test="$letter/m:Sender/m:TelephoneSubscriberIdentifier">
            <extension url="{$core}contact-extension">
              <valueContactPoint><system value="phone"/><value value="{$letter/m:Sender/m:TelephoneSubscriberIdentifier}"/></valueContactPoint>
            </extension>
          </xsl:if>
          <contentString value="{$text}"/>
        </payload>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="provenance">
    <xsl:call-template name="entry">
      <xsl:with-param name="type" select="'Provenance'"/>
      <xsl:with-param name="profile" select="concat($base, 'StructureDefinition/medcom-careCommunication-provenance')"/>
      <xsl:with-param name="content">
        <xsl:call-template name="reference"><xsl:with-param name="name" select="'target'"/><xsl:with-param name="type" select="'MessageHeader'"/></xsl:call-template>
        <occurredDateTime value="{$sent}"/>
        <recorded value="{$sent}"/>
        <activity><xsl:call-template name="coding"><xsl:with-param name="system" select="concat($terms, 'messaging-activityCodes')"/><xsl:with-param name="code" select="'new-message'"/></xsl:call-template></activity>
        <agent><xsl:call-template name="reference"><xsl:with-param name="name" select="'who'"/><xsl:with-param name="type" select="'Organization'"/><xsl:with-param name="role" select="'sender'"/></xsl:call-template></agent>
        <entity><role value="source"/><what><identifier><value value="{$id}-text"/></identifier></what></entity>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
